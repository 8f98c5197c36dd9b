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
export declare function createFinding(verdict: Verdict, code: string, subject: string, message: string, place?: Place): Finding;
/** The worst verdict that no waiver lifts; `ok` when there is none. */
export declare function worstVerdict(findings: readonly Finding[]): Verdict;
export declare function isRefused(findings: readonly Finding[]): boolean;
/** By file, line, column, then code: the same findings always come in the same order. */
export declare function sortFindings(findings: readonly Finding[]): Finding[];
