/** Docker Hub's references, API and credentials all go by different names. */
export declare function isDockerHub(registry: string): boolean;
/** The host that serves the API for the registry of a reference. */
export declare function apiHost(registry: string): string;
