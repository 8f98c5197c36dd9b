export type { Component } from './component.js';
export { type ErrorCode, type ErrorReport, ReleaseError } from './errors.js';
export type { Finding, Place, Verdict } from './finding.js';
export type { Logger } from './logger.js';
export type { Credentials, Fetch, RetryPolicy } from './oci/index.js';
export { build, check, plan, publish, release } from './release.js';
export type * from './request.js';
export type * from './result.js';
export { update } from './update.js';
