export type { RepublishedLine, RepublishReport } from './report.js';
export { type PromoteRequest, promote, type RepublishRequest, revert } from './republish.js';
