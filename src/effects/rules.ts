import data from './rules.json' with { type: 'json' };

/** Which change does what: the rules that effects name. */
export interface EffectRule {
  readonly change: string;
  readonly effect: string;
  /** `run`: the code that decides was run on the change; `read`: it was read; else documented, or inferred from these. */
  readonly evidence: 'run' | 'read' | 'documented' | 'inferred';
  readonly source: string;
}

export type RuleId = keyof typeof data.rules;

/** By id, as of the date in rules.json. */
export const EFFECT_RULES = data.rules as Readonly<Record<RuleId, EffectRule>>;
