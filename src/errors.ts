import { maskUrls } from './text.ts';

/** The codes of all that can stop a line, or a whole run, except for problems in the user's files (those are findings). */
export type ErrorCode =
  | 'usage'
  | 'no-stack'
  | 'duplicate-line'
  | 'unreadable'
  | 'unwritable'
  | 'invalid-version'
  | 'invalid-release-name'
  | 'invalid-target'
  | 'invalid-plan'
  | 'invalid-states'
  | 'invalid-record'
  | 'invalid-archive'
  | 'invalid-metadata'
  | 'no-release'
  | 'no-successor'
  | 'not-a-release'
  | 'release-changed'
  | 'release-conflict'
  | 'plan-outdated'
  | 'check-refused'
  | 'dependency'
  | 'target-failed'
  | 'target-withheld'
  | 'verification-failed'
  | 'source-failed'
  | 'too-large'
  | 'internal';

/** An error of ours, whose message says what failed and what to do about it; all others are bugs. */
export class CodedError<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An error that stops a line, or a whole run. */
export class ReleaseError extends CodedError<ErrorCode> {
  override readonly name = 'ReleaseError';
}

export interface ErrorReport {
  readonly code: string;
  readonly message: string;
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error as data, without the secrets of the URLs that it names. The file system's keep the codes of the system. */
export function describeError(error: unknown): ErrorReport {
  if (error instanceof CodedError || isSystemError(error)) return { code: error.code, message: maskUrls(error.message) };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'internal', message: `${maskUrls(message)}. This is a bug in clusterstack; please report it.` };
}

/**
 * A failure as data, where it does not stop the rest.
 * @throws what is a bug: that must not pass for trouble of somebody else
 */
export function describeFailure(error: unknown): ErrorReport {
  const report = describeError(error);
  if (report.code === 'internal') throw error;
  return report;
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** The result of a step, or the error that stopped it. */
export type Attempt<Result> = { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'failed'; readonly error: ErrorReport };

/** Runs a step at a boundary where its failure is data: one line of many, one target of many. */
export async function attempt<Result>(step: () => Promise<Result>): Promise<Attempt<Result>> {
  try {
    return { kind: 'done', result: await step() };
  } catch (error) {
    return { kind: 'failed', error: describeError(error) };
  }
}

/** Whether a file system call failed with this `errno` name, `ENOENT` for instance. */
export function hasErrno(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && names.includes(String(error.code));
}
