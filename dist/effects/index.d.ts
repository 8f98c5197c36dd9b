export { type Effect, type EffectCause, type EffectKind, type EffectScope, type EffectStep, STEPS } from '../effect.js';
export { nameSubject } from './addons/applied.js';
export { compareCrd } from './addons/compare-crd.js';
export { KNOWN_CLUSTER_API } from './cluster-api.js';
export { listEffects } from './list-effects.js';
export { EFFECT_RULES, type EffectRule, RULES_AS_OF, type RuleId } from './rules.js';
export { isDefault, isSameQuantity } from './same-value.js';
export type { ClusterInput, EffectOptions, Side } from './side.js';
export { summarizeEffects } from './summarize-effects.js';
