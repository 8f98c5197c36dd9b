import type { ErrorReport } from '../errors.ts';
import { type Finding, shownVerdict } from '../finding.ts';
import type { ReleaseReport } from '../result.ts';
import { formatCount } from '../text.ts';
import { describeFinding } from './findings-text.ts';
import { type Told, tellFindings } from './told.ts';

/** A message that GitHub shows beside a run, and on a line of a file where it has one. */
export interface Annotation {
  readonly kind: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly place: { readonly file: string | undefined; readonly line: number | undefined; readonly column: number | undefined };
}

const NOWHERE = { file: undefined, line: undefined, column: undefined };

/**
 * GitHub keeps ten annotations of a kind for each step and drops the others. One of the errors is that the step failed.
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Worker/ExecutionContext.cs
 */
const MOST = { error: 9, warning: 10 } as const;

/** An annotation that could be made, and what it tells of. */
interface Candidate extends Annotation {
  readonly kind: keyof typeof MOST;
  readonly tellsOf: Finding | ErrorReport;
}

export interface Annotated {
  readonly annotations: readonly Annotation[];
  /** The report without what the annotations tell, for the log, where annotations are too. */
  readonly rest: ReleaseReport;
}

/**
 * The annotations of a run: errors of lines, then findings; where there are more than GitHub shows, a notice counts the others.
 * @param warned warnings that the run gave before
 */
export function annotateReport(report: ReleaseReport, warned = 0): Annotated {
  const candidates = [...listErrors(report), ...listFindings(report)];
  const ofKind = (kind: keyof typeof MOST) => candidates.filter((candidate) => candidate.kind === kind);
  const shown = [...ofKind('error').slice(0, MOST.error), ...ofKind('warning').slice(0, Math.max(0, MOST.warning - warned))];
  const left = candidates.filter((candidate) => !shown.includes(candidate));
  const annotations = shown.map(({ kind, title, message, place }) => ({ kind, title, message, place }));
  return {
    annotations: left.length === 0 ? annotations : [...annotations, countLeft(left)],
    rest: withoutTold(report, new Set(shown.map(({ tellsOf }) => JSON.stringify(tellsOf)))),
  };
}

function listErrors({ releases, error: ofAll }: ReleaseReport): Candidate[] {
  const errors = [{ stack: 'all stacks', error: ofAll }, ...releases].flatMap(({ stack, error }) => (error ? [{ stack, error }] : []));
  return errors.map(({ stack, error }) => ({
    kind: 'error',
    title: `${stack}: ${error.code}`,
    message: error.message,
    place: NOWHERE,
    tellsOf: error,
  }));
}

function listFindings({ releases, findings }: ReleaseReport): Candidate[] {
  const { trees, shared } = tellFindings(releases, findings);
  const ofTrees = trees.flatMap((tree) => tree.findings.flatMap((told) => createCandidate(told, tree.lines[0]?.stack ?? tree.directory)));
  return [...ofTrees, ...shared.flatMap((told) => createCandidate(told, 'all stacks'))];
}

function createCandidate({ finding, lines }: Told, about: string): Candidate[] {
  const verdict = shownVerdict(finding);
  if (verdict === 'ok') return [];
  const { code, file, line, column } = finding;
  return [
    {
      kind: verdict === 'refuse' ? 'error' : 'warning',
      title: `${lines || about}: ${code}`,
      message: describeFinding(finding),
      place: { file, line, column },
      tellsOf: finding,
    },
  ];
}

function countLeft(left: readonly Candidate[]): Annotation {
  const errors = left.filter(({ kind }) => kind === 'error').length;
  const counted = [
    [errors, 'error'],
    [left.length - errors, 'warning'],
  ] as const;
  const numbers = counted.flatMap(([number, noun]) => (number === 0 ? [] : [formatCount(number, `more ${noun}`)])).join(' and ');
  const message = `${numbers}: GitHub shows ten annotations of a kind for each step; the log and the summary have all`;
  return { kind: 'notice', title: 'not shown here', message, place: NOWHERE };
}

function withoutTold(report: ReleaseReport, told: ReadonlySet<string>): ReleaseReport {
  const isTold = (tellsOf: Finding | ErrorReport) => told.has(JSON.stringify(tellsOf));
  const { error, findings, ...common } = report;
  return {
    ...common,
    ...(findings && { findings: findings.filter((finding) => !isTold(finding)) }),
    ...(error && !isTold(error) && { error }),
    releases: report.releases.map(({ error: ofLine, ...line }) => {
      const open = { ...line, findings: line.findings.filter((finding) => !isTold(finding)) };
      if (ofLine === undefined) return open;
      if (!isTold(ofLine)) return { ...open, error: ofLine };
      // A line's error says what went wrong at which target.
      return { ...open, targets: line.targets.map(({ error: _, ...target }) => target) };
    }),
  };
}
