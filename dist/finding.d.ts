import type { FindingCode } from './finding-code.js';
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
export declare function createFinding(verdict: Verdict, code: FindingCode, subject: string, message: string, place?: Place): Finding;
/** For sorting: the worst first. */
export declare function compareVerdicts(a: Verdict, b: Verdict): number;
/** The verdict with its waiver: a `refuse` becomes a warning, and a warning no longer counts. */
export declare function shownVerdict({ verdict, waived }: Pick<Finding, 'verdict' | 'waived'>): Verdict;
/** Whether a waiver acknowledges it, so that it is no longer reported. */
export declare function isMuted({ verdict, waived }: Pick<Finding, 'verdict' | 'waived'>): boolean;
/** The worst verdict that no waiver lifts; `ok` when there is none. */
export declare function worstVerdict(findings: readonly Finding[]): Verdict;
export declare function isRefused(findings: readonly Finding[]): boolean;
/** Drops repeats: two looks at one place may say the same. */
export declare function dropRepeated<Item extends object>(items: readonly Item[]): Item[];
/** By file, line, column, then code: the same findings always come in the same order. */
export declare function sortFindings(findings: readonly Finding[]): Finding[];
