export type { RepublishedLine, RepublishReport } from './report.ts';
export { type PromoteRequest, promote, type RepublishRequest, revert } from './republish.ts';
