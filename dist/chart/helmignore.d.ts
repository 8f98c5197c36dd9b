/** Decides whether Helm leaves a path of a chart out. Paths use `/` and are relative to the chart. */
export type IgnoreRules = (path: string, isFolder: boolean) => boolean;
export type HelmignoreProblem = {
    readonly line: number;
    readonly message: string;
};
/**
 * Reads a `.helmignore` with the rules of Helm 3's `pkg/ignore`, which differ from git's: the first matching
 * rule decides, a negated rule ignores all that it does *not* match, and `**` is an error.
 */
export declare function parseHelmignore(text: string): {
    readonly rules: IgnoreRules;
    readonly problems: readonly HelmignoreProblem[];
};
/** Whether a file or any folder above it is ignored: Helm does not enter ignored folders. */
export declare function isFileIgnored(rules: IgnoreRules, path: string): boolean;
