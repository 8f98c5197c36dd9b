import { type Finding } from '../finding.js';
import { type KubernetesVersion } from '../version/index.js';
import type { Facts } from './facts.js';
import type { Knowledge } from './knowledge/index.js';
import { type Compatibility, type Waiver } from './user-file/index.js';
/** The code of the finding that there is no helm where one is required. */
export declare const HELM_REQUIRED = "helm-required";
/** A compatibility.yaml: what a user adds to the check of a stack. */
export interface UserFile extends Compatibility {
    readonly file: string;
    /** Whether it is for all stacks of a repository. */
    readonly isShared: boolean;
    readonly findings: readonly Finding[];
}
/** The findings of one line, with waivers applied. */
export interface JudgedLine {
    readonly kubernetes: KubernetesVersion;
    /** Sorted. */
    readonly findings: readonly Finding[];
    readonly users: readonly UserFile[];
    /** The waivers that met a finding. */
    readonly used: ReadonlySet<Waiver>;
}
/**
 * Holds a line against all rules.
 * @param users the files whose waivers count for it
 * @param found what was found before: in its source, by the decision, while the facts were gathered
 */
export declare function judgeLine(facts: Facts, users: readonly UserFile[], found: readonly Finding[]): Promise<JudgedLine>;
export interface RunFacts {
    readonly knowledge: Knowledge;
    /** `2026-11-23` */
    readonly today: string;
    /** Findings that belong to no single line. */
    readonly found: readonly Finding[];
    /** Whether all stacks of a repository were judged: only then is something missing from them. */
    readonly isComplete: boolean;
}
/** The findings about all lines of a run together. */
export declare function judgeRun(lines: readonly JudgedLine[], { knowledge, today, found, isComplete }: RunFacts): Finding[];
