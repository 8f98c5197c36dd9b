export { type Effect, type EffectCause, type EffectKind, type EffectScope, type EffectStep, STEPS } from '../effect.ts';
export { nameSubject } from './addons/applied.ts';
export { compareCrd } from './addons/compare-crd.ts';
export { KNOWN_CLUSTER_API } from './cluster-api.ts';
export { listEffects } from './list-effects.ts';
export { EFFECT_RULES, type EffectRule, RULES_AS_OF, type RuleId } from './rules.ts';
export { isDefault, isSameQuantity } from './same-value.ts';
export type { ClusterInput, EffectOptions, Side } from './side.ts';
export { summarizeEffects } from './summarize-effects.ts';
