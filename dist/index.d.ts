import type { Runtime, UpdateRequest } from './request.js';
import type { UpdateReport } from './result.js';
export type { Component } from './component.js';
export { doctor } from './doctor.js';
export { CodedError, type ErrorCode, type ErrorReport, ReleaseError } from './errors.js';
export type { Finding, Place, Verdict } from './finding.js';
export { type Credentials, type Fetch, HttpError, type HttpErrorCode, type RetryPolicy } from './http/index.js';
export type { Exchange, Logger } from './logger.js';
export { OciError, type OciErrorCode } from './oci/index.js';
export { build, check, plan, publish, release } from './release.js';
export type * from './request.js';
export type * from './result.js';
/**
 * Moves the versions of stacks to the newest that fit, and writes their locks.
 * @throws ReleaseError, HttpError and OciError; of a stack that fails nothing is written
 */
export declare const update: (request: UpdateRequest, runtime: Runtime) => Promise<UpdateReport>;
