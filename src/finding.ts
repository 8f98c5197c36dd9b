import { maskUrls } from './text.ts';

/** `refuse` stops a release, `warn` does not, `ok` says that a rule looked, `unknown` that none could. */
export type Verdict = 'refuse' | 'warn' | 'ok' | 'unknown';

/** Where in the user's files; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** A problem (or a confirmation) in the user's files, as `--json` prints it. */
export interface Finding extends Partial<Place> {
  readonly code: string;
  readonly verdict: Verdict;
  /** What it is about: a file, a chart, a stack. */
  readonly subject: string;
  /** What is wrong and what to write instead. */
  readonly message: string;
  /** Where the knowledge behind it comes from. */
  readonly source?: string;
  /** A waived `refuse` does not stop a release. */
  readonly waived: boolean;
}

export function createFinding(verdict: Verdict, code: string, subject: string, message: string, place?: Place): Finding {
  return { code, verdict, subject, message: maskUrls(message), ...place, waived: false };
}

const WORST_FIRST: readonly Verdict[] = ['refuse', 'unknown', 'warn', 'ok'];

/** The worst verdict that no waiver lifts; `ok` when there is none. */
export function worstVerdict(findings: readonly Finding[]): Verdict {
  const found = new Set(findings.map((finding) => (finding.waived ? 'warn' : finding.verdict)));
  return WORST_FIRST.find((verdict) => found.has(verdict)) ?? 'ok';
}

export function isRefused(findings: readonly Finding[]): boolean {
  return worstVerdict(findings) === 'refuse';
}

/** By file, line, column, then code: the same findings always come in the same order. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      compareText(a.file ?? '', b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
