export type { Component } from './component.ts';
export { type ErrorCode, type ErrorReport, ReleaseError } from './errors.ts';
export type { Finding, Place, Verdict } from './finding.ts';
export type { Credentials, Fetch, RetryPolicy } from './http/index.ts';
export type { Logger } from './logger.ts';
export { build, check, plan, publish, release } from './release.ts';
export type * from './request.ts';
export type * from './result.ts';
export { update } from './update.ts';
