export type { Addon, EarlierRelease, Facts, ImageAnswer, RenderedChart, Shipped } from './facts.ts';
export { KNOWLEDGE, type Knowledge } from './knowledge/index.ts';
export type { Example, Judgement, Rule } from './rule.ts';
export { RULES } from './rules/index.ts';
export { runRules } from './run-rules.ts';
