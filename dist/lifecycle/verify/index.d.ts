export type { Difference, VerifiedPlace, VerifiedRelease, VerifyReport } from './report.js';
export { type VerifyRequest, verify } from './verify.js';
