import type { Place, Verdict } from '../finding.ts';
import type { Facts } from './facts.ts';

/** What a rule says about one subject; the engine adds the rule's code. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What it is about: a chart, a stage, an object, a variable. */
  readonly subject: string;
  /** What was found, why it matters, and what would fit. */
  readonly message: string;
  readonly place?: Place;
  /** Where the knowledge comes from; the rule's own source unless said. */
  readonly source?: string;
}

/** Files laid over a small valid stack, by path; null deletes one. Runnable: tests check each example with its rule. */
export interface Example {
  readonly files: Readonly<Record<string, string | null>>;
  /** The earlier release, for rules about upgrades: laid over the same small stack. */
  readonly earlier?: Readonly<Record<string, string | null>>;
  /** As in the facts, for the rule that looks at them. */
  readonly otherMinors?: readonly number[];
  readonly images?: Facts['images'];
  readonly today?: string;
  /** What to look at, in a few words. */
  readonly note?: string;
}

/** What findings of one code mean. */
export interface CodeDescription {
  /** What findings name, `stage-folder`. */
  readonly code: string;
  /** What must hold, as a sentence without an end: "every stage names a folder". */
  readonly title: string;
  /** What happens to clusters where it does not hold. */
  readonly why: string;
  /** Where that is known from. */
  readonly source?: string;
  /** Whether other rules could not look because of it: it is told before what they say. */
  readonly isCause?: true;
  /** All that may be said. */
  readonly verdicts: readonly Verdict[];
  readonly passes: Example;
  readonly fails: Example;
}

/** One thing that can be wrong, in one file below `rules/`. */
export interface Rule extends CodeDescription {
  /** Pure: no clock, no files, no network. A promise where it needs a part of the program that is loaded only then. */
  readonly check: (facts: Facts) => readonly Judgement[] | Promise<readonly Judgement[]>;
}
