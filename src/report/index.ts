import { cleanData, cleanLines, cleanText } from '../text.ts';
import { annotateReport as annotate } from './annotations.ts';
import { formatCreated as created } from './created-text.ts';
import { formatLog as log } from './log.ts';
import { formatSarif as sarif } from './sarif.ts';
import { formatSummary as summary } from './summary.ts';
import { formatCheck as check, formatDoctor as doctor, formatRelease as release } from './text.ts';
import { formatUpdates as updates } from './update-text.ts';

export { createMatrix } from './matrix.ts';
export { formatOutputs } from './outputs.ts';
export { isPending, isReleased } from './progress.ts';
export { toCheck } from './sarif.ts';
export { sayInputs, sayInputsIn } from './say-inputs.ts';
export type { Login } from './summary.ts';
export { createColors } from './text.ts';

/** Cleans the text for people before it is laid out: only then are line ends and colours our own. */
function cleaning<Report, More extends readonly unknown[], Text>(format: (report: Report, ...more: More) => Text, clean = cleanText) {
  return (report: Report, ...more: More): Text => format(cleanData(report, clean), ...more);
}

export const annotateReport: typeof annotate = cleaning(annotate, cleanLines);
export const formatCheck: typeof check = cleaning(check);
export const formatCreated: typeof created = cleaning(created);
export const formatDoctor: typeof doctor = cleaning(doctor);
export const formatLog: typeof log = cleaning(log);
export const formatRelease: typeof release = cleaning(release);
export const formatSarif: typeof sarif = cleaning(sarif);
export const formatSummary: typeof summary = cleaning(summary, cleanLines);
export const formatUpdates: typeof updates = cleaning(updates);
