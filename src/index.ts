import { update as updateStacks } from './dependency/index.ts';
import type { Runtime, UpdateRequest } from './request.ts';
import type { UpdateReport } from './result.ts';

export type { Component } from './component.ts';
export { doctor } from './doctor.ts';
export { CodedError, type ErrorCode, type ErrorReport, ReleaseError } from './errors.ts';
export type { Finding, Place, Verdict } from './finding.ts';
export { type Credentials, type Fetch, HttpError, type HttpErrorCode, type RetryPolicy } from './http/index.ts';
export type { Exchange, Logger } from './logger.ts';
export { OciError, type OciErrorCode } from './oci/index.ts';
export { build, check, plan, publish, release } from './release.ts';
export type * from './request.ts';
export type * from './result.ts';

/**
 * Moves the versions of stacks to the newest that fit, and writes their locks.
 * @throws ReleaseError, HttpError and OciError; of a stack that fails nothing is written
 */
// Typed here, so that the declarations of the package need none of the folder's own types.
export const update: (request: UpdateRequest, runtime: Runtime) => Promise<UpdateReport> = updateStacks;
