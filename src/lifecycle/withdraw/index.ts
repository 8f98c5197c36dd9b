export type { MarkedPlace, WithdrawnRelease, WithdrawReport } from './report.ts';
export { type WithdrawRequest, withdraw } from './withdraw.ts';
