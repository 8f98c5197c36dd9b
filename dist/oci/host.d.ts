/** Whether a URL's host name is this very machine: `localhost`, 127.0.0.0/8 or ::1. */
export declare function isLoopback(hostname: string): boolean;
/** Docker Hub's references, API and credentials all go by different names. */
export declare function isDockerHub(registry: string): boolean;
/** The host that serves the API for the registry of a reference. */
export declare function apiHost(registry: string): string;
