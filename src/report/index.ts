import type { UpgradesReport } from '../lifecycle/index.ts';
import type { ManifestsReport } from '../management/index.ts';
import { cleanData, cleanLines, cleanText } from '../text.ts';
import { annotateReport as annotate } from './annotations.ts';
import { formatCreated as created } from './created-text.ts';
import { describeDoctor } from './doctor-text.ts';
import { formatList as list } from './list-text.ts';
import { formatLog as log } from './log.ts';
import { describeManagement } from './management-text.ts';
import { describeManifests } from './manifests-text.ts';
import { describePull } from './pull-text.ts';
import { formatRepublished as republished } from './republish-text.ts';
import { formatSarif as sarif } from './sarif.ts';
import { formatSummary as summary } from './summary.ts';
import { formatCheck as check, coloring, createColors, formatRelease as release } from './text.ts';
import { formatUpdates as updates } from './update-text.ts';
import { describeUpgrades } from './upgrades-text.ts';
import { describeVerified } from './verify-text.ts';
import { describeWithdrawn } from './withdraw-text.ts';

export type { ListFormat } from './list-text.ts';
export { createMatrix } from './matrix.ts';
export { formatOutputs } from './outputs.ts';
export { isPending, isReleased } from './progress.ts';
export { toCheck } from './sarif.ts';
export { sayInputs, sayInputsIn } from './say-inputs.ts';
export type { Login } from './summary.ts';
export { createColors };

/** Cleans the text for people before it is laid out: only then are line ends and colours our own. */
function cleaning<Report, More extends readonly unknown[], Text>(format: (report: Report, ...more: More) => Text, clean = cleanText) {
  return (report: Report, ...more: More): Text => format(cleanData(report, clean), ...more);
}

export const annotateReport: typeof annotate = cleaning(annotate, cleanLines);
export const formatCheck: typeof check = cleaning(check);
export const formatCreated: typeof created = cleaning(created);
export const formatDoctor = cleaning(coloring(describeDoctor));
export const formatList: typeof list = cleaning(list);
export const formatLog: typeof log = cleaning(log);
export const formatManagement = cleaning(coloring(describeManagement));
// A difference has lines.
export const formatManifests = cleaning(
  (report: ManifestsReport, { color, explain }: { readonly color: boolean; readonly explain: boolean }) =>
    describeManifests(report, createColors(color), explain),
  cleanLines,
);
export const formatPull = cleaning(coloring(describePull));
export const formatRepublished: typeof republished = cleaning(republished);
export const formatRelease: typeof release = cleaning(release);
export const formatSarif: typeof sarif = cleaning(sarif);
export const formatSummary: typeof summary = cleaning(summary, cleanLines);
export const formatUpdates: typeof updates = cleaning(updates);
/** Patches keep their lines: they are made of names and versions that were parsed. */
export function formatUpgrades(report: UpgradesReport, color: boolean): string {
  const clean = cleanData(report);
  const edges = clean.edges.map((edge, index) => ({ ...edge, ...(edge.patch && { patch: report.edges[index]?.patch ?? edge.patch }) }));
  return describeUpgrades({ ...clean, edges }, createColors(color));
}
export const formatVerified = cleaning(coloring(describeVerified));
export const formatWithdrawn = cleaning(coloring(describeWithdrawn));
