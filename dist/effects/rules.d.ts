import data from './rules.json';
/** Which change does what: the rules that effects name. */
export interface EffectRule {
    readonly change: string;
    readonly effect: string;
    /** `run`: the code that decides was run on the change; `read`: it was read; else documented, or inferred from these. */
    readonly evidence: 'run' | 'read' | 'documented' | 'inferred';
    readonly source: string;
}
export type RuleId = keyof typeof data.rules;
/** By id. Dated {@link RULES_AS_OF}. */
export declare const EFFECT_RULES: Readonly<Record<RuleId, EffectRule>>;
/** `2026-11-28` */
export declare const RULES_AS_OF: string;
