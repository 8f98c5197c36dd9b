export { type PullPlace, type PullRequest, pull } from './pull.ts';
export type { PulledRelease, PullReport } from './report.ts';
