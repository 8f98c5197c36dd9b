export type { MarkedPlace, WithdrawnRelease, WithdrawReport } from './report.js';
export { type WithdrawRequest, withdraw } from './withdraw.js';
