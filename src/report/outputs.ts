import type { Finding, Verdict } from '../finding.ts';
import type { ReleaseReport } from '../result.ts';
import { formatCount, formatJson } from '../text.ts';
import { createMatrix } from './matrix.ts';
import { isPending, isReleased } from './progress.ts';
import { formatUpgrades } from './upgrade-markdown.ts';

/**
 * All outputs of a job together, in UTF-16.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
 */
const MOST_BYTES = 1_000_000;

/** Jobs of a matrix. Source: https://docs.github.com/en/actions/reference/limits */
const MOST_JOBS = 256;

export interface Outputs {
  readonly values: Readonly<Record<'releases' | 'released' | 'pending' | 'matrix' | 'effects', string>>;
  /** What was left out, in words. */
  readonly cuts: readonly string[];
}

/** The outputs of the Action, no larger than GitHub takes. What is cut stays valid JSON: findings go first, and are counted. */
export function formatOutputs(report: ReleaseReport): Outputs {
  const { include } = createMatrix(report);
  const rest = {
    released: String(isReleased(report.releases)),
    pending: String(isPending(report.releases)),
    matrix: formatJson({ include: include.slice(0, MOST_JOBS) }),
    effects: formatUpgrades(report),
  };
  const { fitting, text } = shrink(report, MOST_BYTES - sizeOf(Object.values(rest).join('')));
  return {
    values: { releases: text, ...rest },
    cuts: [
      ...(fitting.omitted === undefined
        ? []
        : [`the output releases would be too large for GitHub, and lacks ${formatOmitted(fitting.omitted)}`]),
      ...(include.length > MOST_JOBS
        ? [`the output matrix has ${MOST_JOBS} of ${include.length} lines, as many jobs as GitHub starts`]
        : []),
    ],
  };
}

function shrink(report: ReleaseReport, limit: number): { readonly fitting: ReleaseReport; readonly text: string } {
  for (const reduce of listReductions(report)) {
    const fitting = reduce();
    const text = formatJson(fitting);
    if (sizeOf(text) <= limit) return { fitting, text };
  }
  const nothing = keepReleases({ schemaVersion: 1, releases: report.releases }, 0);
  return { fitting: nothing, text: formatJson(nothing) };
}

/** Each leaves out more than the one before. */
function listReductions(report: ReleaseReport): readonly (() => ReleaseReport)[] {
  const halves = Array.from({ length: Math.ceil(Math.log2(report.releases.length + 1)) }, (_, index) =>
    Math.floor(report.releases.length / 2 ** (index + 1)),
  );
  return [
    () => report,
    () => keepFindings(report, ['refuse', 'unknown', 'warn']),
    () => keepFindings(report, ['refuse']),
    () => keepFindings(report, []),
    () => dropEffects(report),
    ...halves.map((number) => () => keepReleases(report, number)),
  ];
}

function keepFindings(report: ReleaseReport, verdicts: readonly Verdict[]): ReleaseReport {
  const keep = (findings: readonly Finding[]) => findings.filter(({ verdict }) => verdicts.includes(verdict));
  const releases = report.releases.map((line) => ({ ...line, findings: keep(line.findings) }));
  const kept = { ...report, ...(report.findings && { findings: keep(report.findings) }), releases };
  return { ...kept, omitted: { findings: countFindings(report) - countFindings(kept), releases: 0 } };
}

/** The sentences stay. */
function dropEffects(report: ReleaseReport): ReleaseReport {
  const { omitted, ...bare } = keepFindings(report, []);
  const releases = bare.releases.map(({ upgrade, ...line }) => ({ ...line, ...(upgrade && { upgrade: { ...upgrade, effects: [] } }) }));
  const effects = report.releases.reduce((sum, { upgrade }) => sum + (upgrade?.effects.length ?? 0), 0);
  return { ...bare, releases, omitted: { findings: omitted?.findings ?? 0, releases: 0, ...(effects > 0 && { effects }) } };
}

function keepReleases(report: ReleaseReport, number: number): ReleaseReport {
  const { omitted, ...bare } = dropEffects(report);
  const releases = bare.releases.slice(0, number);
  return { ...bare, releases, omitted: { ...omitted, findings: omitted?.findings ?? 0, releases: report.releases.length - number } };
}

function countFindings({ releases, findings = [] }: ReleaseReport): number {
  return releases.reduce((sum, line) => sum + line.findings.length, findings.length);
}

function formatOmitted({ findings, effects = 0, releases }: NonNullable<ReleaseReport['omitted']>): string {
  const more = [...(effects === 0 ? [] : [formatCount(effects, 'effect')]), ...(releases === 0 ? [] : [formatCount(releases, 'line')])];
  return [formatCount(findings, 'finding'), ...more].join(' and ');
}

/** GitHub counts two bytes for each unit. */
function sizeOf(text: string): number {
  return text.length * 2;
}
