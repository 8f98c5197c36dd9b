/** The codes of all that can stop a line, or a whole run, except for problems in the user's files (those are findings). */
export type ErrorCode = 'usage' | 'no-stack' | 'duplicate-line' | 'unreadable' | 'unwritable' | 'invalid-version' | 'invalid-release-name' | 'invalid-target' | 'invalid-plan' | 'invalid-states' | 'invalid-record' | 'invalid-archive' | 'invalid-metadata' | 'no-release' | 'no-successor' | 'not-a-release' | 'release-changed' | 'release-conflict' | 'plan-outdated' | 'check-refused' | 'dependency' | 'target-failed' | 'target-withheld' | 'verification-failed' | 'source-failed' | 'too-large' | 'internal';
/** An error of ours, whose message says what failed and what to do about it; all others are bugs. */
export declare class CodedError<Code extends string = string> extends Error {
    readonly code: Code;
    constructor(code: Code, message: string, options?: ErrorOptions);
}
/** An error that stops a line, or a whole run. */
export declare class ReleaseError extends CodedError<ErrorCode> {
    readonly name = "ReleaseError";
}
export interface ErrorReport {
    readonly code: string;
    readonly message: string;
}
/** The message of anything that was thrown. */
export declare function messageOf(error: unknown): string;
/** An error as data, without the secrets of the URLs that it names. The file system's keep the codes of the system. */
export declare function describeError(error: unknown): ErrorReport;
/**
 * A failure as data, where it does not stop the rest.
 * @throws what is a bug: that must not pass for trouble of somebody else
 */
export declare function describeFailure(error: unknown): ErrorReport;
/** The result of a step, or the error that stopped it. */
export type Attempt<Result> = {
    readonly kind: 'done';
    readonly result: Result;
} | {
    readonly kind: 'failed';
    readonly error: ErrorReport;
};
/** Runs a step at a boundary where its failure is data: one line of many, one target of many. */
export declare function attempt<Result>(step: () => Promise<Result>): Promise<Attempt<Result>>;
/** Whether a file system call failed with this `errno` name, `ENOENT` for instance. */
export declare function hasErrno(error: unknown, ...names: readonly string[]): boolean;
