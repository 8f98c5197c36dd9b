export declare const STACK_FILES: string[];
/** Stands beside a csctl.yaml; without one it is a stack only where there is none below it. */
export declare const ROWS = "versions.yaml";
/** `stacks/<provider>/<name>/<major>-<minor>` and one to spare. */
export declare const MAX_DEPTH = 5;
/** Whether a directory is that of a stack. */
export declare function isStack(directory: string): boolean;
/**
 * The directories of stacks in and below a folder, links left out.
 * @throws ReleaseError `unreadable`
 */
export declare function search(folder: string, depth: number): string[];
