export { createMatrix } from './matrix.ts';
export { exitCode, isPending, isReleased } from './outcome.ts';
export { formatSarif } from './sarif.ts';
export { formatSummary } from './summary.ts';
export { formatCheck, formatDoctor, formatRelease } from './text.ts';
export { tellFindings } from './told.ts';
export { formatUpdates } from './update-text.ts';
