export { type PullPlace, type PullRequest, pull } from './pull.js';
export type { PulledRelease, PullReport } from './report.js';
