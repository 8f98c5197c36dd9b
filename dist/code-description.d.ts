import type { Verdict } from './finding.js';
import type { CodeOf, CodeSection, FindingCode } from './finding-code.js';
/** Files laid over a small valid stack, by path; null deletes one. Runnable: tests check each example against its code. */
export interface Example {
    readonly files: Readonly<Record<string, string | null>>;
    /** The earlier release, for rules about upgrades: laid over the same small stack. */
    readonly earlier?: Readonly<Record<string, string | null>>;
    /** The other Kubernetes minors that the source has releases for. */
    readonly otherMinors?: readonly number[];
    /** The answers of the servers of node images. */
    readonly images?: readonly {
        readonly url: string;
        readonly kind: 'found' | 'missing';
    }[];
    /** `2026-11-23` */
    readonly today?: string;
    /** The point of the example, as a clause without a full stop. */
    readonly note?: string;
}
/** The meaning of one code. Static data: only the verbs that show it load it. */
export interface CodeText {
    /** The condition, as a clause without a full stop: "every stage names a folder". */
    readonly title: string;
    /** The harm to clusters where it does not hold. */
    readonly why: string;
    /** The origin of that knowledge. */
    readonly source?: string;
    /** Every verdict that findings of this code can have. */
    readonly verdicts: readonly Verdict[];
    readonly passes: Example;
    readonly fails: Example;
}
export interface CodeDescription<Code extends FindingCode = FindingCode> extends CodeText {
    readonly code: Code;
}
/** Descriptions of every code of a section: one that lacks a code, or has another, does not compile. */
export type CodeTable<Section extends CodeSection> = {
    readonly [Code in CodeOf<Section>]: CodeText;
};
