import type { CodeDescription } from '../code-description.js';
import type { Place, Verdict } from '../finding.js';
import type { CodeOf } from '../finding-code.js';
import type { Facts } from './facts.js';
/** The sections of codes that rules make, each a folder below `rules/`. */
type RuleSection = 'versions' | 'parts' | 'stages' | 'objects' | 'cluster-class' | 'node-images' | 'upgrades' | 'age';
type RuleCode = CodeOf<RuleSection>;
/** A rule's answer about one subject; the engine adds the rule's code. */
export interface Judgement {
    readonly verdict: Verdict;
    /** The thing that is judged: a chart, a stage, an object, a variable. */
    readonly subject: string;
    /** The problem, why it matters, and what would fit. */
    readonly message: string;
    readonly place?: Place;
    /** Where the knowledge comes from; the rule's own source unless said. */
    readonly source?: string;
}
/** One thing that can be wrong, in one file below `rules/`. */
export interface Rule<Code extends RuleCode = RuleCode> extends CodeDescription<Code> {
    /** Pure: no clock, no files, no network. A promise where it needs a part of the program that is loaded only then. */
    readonly check: (facts: Facts) => readonly Judgement[] | Promise<readonly Judgement[]>;
}
/** The rules of a section: one that lacks a code does not compile. */
export type RuleTable<Section extends RuleSection> = {
    readonly [Code in CodeOf<Section>]: Rule<Code>;
};
export {};
