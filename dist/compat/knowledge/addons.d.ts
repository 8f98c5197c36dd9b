import type { Verdict } from '../../finding.js';
/** The relation of one chart's versions to the Kubernetes version: exactly one of three. */
export type AddonRule = AddonRuleBase & (Skew | Ranges | Supports);
interface AddonRuleBase {
    /** The chart's name, never an alias. */
    readonly chart: string;
    /** Which of the chart's two versions is compared. */
    readonly compare: 'version' | 'appVersion';
    /**
     * The value of the chart that sets another image's tag, as a path: `image.tag`. Where an addon's values.yaml sets it,
     * that version is what runs, and is compared.
     */
    readonly tag?: string;
    /** The source's statement, as part of a sentence. */
    readonly reason?: string;
    /** Where this is stated, to be shown to users. */
    readonly source: string;
    /** When it was, `2026-11-22`. */
    readonly asOf: string;
}
/** The chart follows Kubernetes' own numbers: its minor against the Kubernetes minor. */
export interface Skew {
    readonly skew: {
        /** For a minor above the Kubernetes minor. */
        readonly newer: Verdict;
        /** For one, two, … minors below it; the last is for all that are older still. */
        readonly older: readonly Verdict[];
    };
}
/** By Kubernetes minor (`"1.32"`): the versions that fit it, as a constraint of Helm. A minor that is not named is unknown. */
export interface Ranges {
    readonly ranges: Readonly<Record<string, string>>;
    readonly outside: Verdict;
}
/** By the addon's versions: the Kubernetes versions that they support, both as constraints of Helm. The first that matches counts; none is unknown. */
export interface Supports {
    readonly supports: readonly {
        readonly versions: string;
        readonly kubernetes: string;
        /** Where it is stated apart from the others. */
        readonly source?: string;
    }[];
    readonly outside: Verdict;
}
/** The contents of a chart's versions, for charts that are named but not downloaded. */
export interface ChartVersions {
    readonly chart: string;
    /** Its own home, from where the newest version is known to be one of these or newer. */
    readonly repository?: string;
    /** By chart version. */
    readonly appVersions: Readonly<Record<string, string>>;
    /** For versions that are not listed and meet a constraint: `v1.{minor}`, with the numbers of the chart's own version. */
    readonly derived?: {
        readonly versions: string;
        readonly appVersion: string;
    };
    readonly source: string;
    readonly asOf: string;
}
export interface AddonTable {
    readonly rules: readonly AddonRule[];
    readonly charts: readonly ChartVersions[];
}
export declare const ADDONS: AddonTable;
export {};
