/** A Kubernetes minor; every `KubernetesVersion` is of one. */
export interface Minor {
    readonly major: number;
    readonly minor: number;
}
/** `1.32` */
export declare function formatMinor({ major, minor }: Minor): string;
/** Reads a minor as tables write it, `1.25`. */
export declare function parseMinor(text: string): Minor;
/** How many minors a Kubernetes version is above one of a table; negative below it. */
export declare function minorsAbove(version: Minor, text: string): number;
export declare function isSameMinor(a: Minor, b: Minor): boolean;
