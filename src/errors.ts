import { maskUrls } from './text.ts';

/** What can stop a line, or a whole run, that is no problem of the user's files (those are findings). */
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
  | 'invalid-record'
  | 'invalid-archive'
  | 'invalid-metadata'
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

/** Says what failed and what to do about it. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface ErrorReport {
  readonly code: string;
  readonly message: string;
}

/** What was thrown, in its own words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error as data, without the secrets of the URLs that it names. Errors of the OCI client keep their own codes. */
export function describeError(error: unknown): ErrorReport {
  const isKnown = error instanceof Error && (error instanceof ReleaseError || error.name === 'OciError' || 'syscall' in error);
  if (isKnown && 'code' in error && typeof error.code === 'string') {
    return { code: error.code, message: maskUrls(error.message) };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'internal', message: `${maskUrls(message)}. This is a bug in clusterstack; please report it.` };
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
