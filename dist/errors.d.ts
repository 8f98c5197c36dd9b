/** What can stop a line, or a whole run, that is no problem of the user's files (those are findings). */
export type ErrorCode = 'usage' | 'no-stack' | 'duplicate-line' | 'unreadable' | 'unwritable' | 'invalid-version' | 'invalid-release-name' | 'invalid-target' | 'invalid-plan' | 'invalid-record' | 'invalid-archive' | 'invalid-metadata' | 'not-a-release' | 'release-changed' | 'release-conflict' | 'plan-outdated' | 'check-refused' | 'dependency' | 'target-failed' | 'target-withheld' | 'verification-failed' | 'source-failed' | 'too-large' | 'internal';
/** Says what failed and what to do about it. */
export declare class ReleaseError extends Error {
    readonly name = "ReleaseError";
    readonly code: ErrorCode;
    constructor(code: ErrorCode, message: string, options?: ErrorOptions);
}
export interface ErrorReport {
    readonly code: string;
    readonly message: string;
}
/** What was thrown, in its own words. */
export declare function messageOf(error: unknown): string;
/** An error as data, without the secrets of the URLs that it names. Errors of the OCI client keep their own codes. */
export declare function describeError(error: unknown): ErrorReport;
/** Whether a file system call failed with this `errno` name, `ENOENT` for instance. */
export declare function hasErrno(error: unknown, ...names: readonly string[]): boolean;
