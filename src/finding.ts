import type { FindingCode } from './finding-code.ts';
import { maskUrls } from './text.ts';

/** `refuse` stops a release, `warn` does not, `ok` says that a rule looked, `unknown` that none could. */
export type Verdict = 'refuse' | 'warn' | 'ok' | 'unknown';

/** Where in the user's files; line and column count from 1. */
export interface Place {
  readonly file: string;
  /**
   * @asType integer
   * @minimum 1
   */
  readonly line?: number;
  /**
   * @asType integer
   * @minimum 1
   */
  readonly column?: number;
}

/** A problem (or a confirmation) in the user's files, as `--json` prints it. */
export interface Finding extends Partial<Place> {
  readonly code: FindingCode;
  readonly verdict: Verdict;
  /** Its subject: a file, a chart, a stack. */
  readonly subject: string;
  /** The mistake, and what to write instead. */
  readonly message: string;
  /** Where the knowledge behind it comes from. */
  readonly source?: string;
  /** A waived `refuse` does not stop a release; a waived `warn` is muted, and only data shows it. */
  readonly waived: boolean;
}

export function createFinding(verdict: Verdict, code: FindingCode, subject: string, message: string, place?: Place): Finding {
  return { code, verdict, subject, message: maskUrls(message), ...place, waived: false };
}

/** Verdicts, worst first. Whatever was not compared may hide anything, so `unknown` is worse than `warn`. */
const WORST_FIRST: readonly Verdict[] = ['refuse', 'unknown', 'warn', 'ok'];

/** For sorting: the worst first. */
export function compareVerdicts(a: Verdict, b: Verdict): number {
  return WORST_FIRST.indexOf(a) - WORST_FIRST.indexOf(b);
}

/** The verdict with its waiver: a `refuse` becomes a warning, and a warning no longer counts. */
export function shownVerdict({ verdict, waived }: Pick<Finding, 'verdict' | 'waived'>): Verdict {
  if (!waived) return verdict;
  return verdict === 'refuse' ? 'warn' : 'ok';
}

/** Whether a waiver acknowledges it, so that it is no longer reported. */
export function isMuted({ verdict, waived }: Pick<Finding, 'verdict' | 'waived'>): boolean {
  return waived && verdict === 'warn';
}

/** The worst verdict that no waiver lifts; `ok` when there is none. */
export function worstVerdict(findings: readonly Finding[]): Verdict {
  return findings.map(shownVerdict).toSorted(compareVerdicts)[0] ?? 'ok';
}

export function isRefused(findings: readonly Finding[]): boolean {
  return worstVerdict(findings) === 'refuse';
}

/** Drops repeats: two looks at one place may say the same. */
export function dropRepeated<Item extends object>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
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
