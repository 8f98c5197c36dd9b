import type { Verdict } from './finding.ts';
import type { CodeOf, CodeSection, FindingCode } from './finding-code.ts';

/** Files laid over a small valid stack, by path; null deletes one. Runnable: tests check each example against its code. */
export interface Example {
  readonly files: Readonly<Record<string, string | null>>;
  /** The earlier release, for rules about upgrades: laid over the same small stack. */
  readonly earlier?: Readonly<Record<string, string | null>>;
  /** The other Kubernetes minors that the source has releases for. */
  readonly otherMinors?: readonly number[];
  /** The answers of the servers of node images. */
  readonly images?: readonly { readonly url: string; readonly kind: 'found' | 'missing' }[];
  /** `2026-11-23` */
  readonly today?: string;
  /** What to look at, in a few words. */
  readonly note?: string;
}

/** What findings of one code mean. Static data: only the verbs that show it load it. */
export interface CodeText {
  /** What must hold, as a sentence without its full stop: "every stage names a folder". */
  readonly title: string;
  /** What happens to clusters where it does not hold. */
  readonly why: string;
  /** Where that is known from. */
  readonly source?: string;
  /** All that may be said. */
  readonly verdicts: readonly Verdict[];
  readonly passes: Example;
  readonly fails: Example;
}

export interface CodeDescription<Code extends FindingCode = FindingCode> extends CodeText {
  readonly code: Code;
}

/** Descriptions of every code of a section: one that lacks a code, or has another, does not compile. */
export type CodeTable<Section extends CodeSection> = { readonly [Code in CodeOf<Section>]: CodeText };
