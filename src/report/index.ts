export { createMatrix } from './matrix.ts';
export { exitCode, isPending, isReleased } from './outcome.ts';
export { formatSummary } from './summary.ts';
export { formatCheck, formatRelease } from './text.ts';
