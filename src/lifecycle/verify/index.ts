export type { Difference, VerifiedPlace, VerifiedRelease, VerifyReport } from './report.ts';
export { type VerifyRequest, verify } from './verify.ts';
