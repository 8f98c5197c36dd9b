export { type Effect, type EffectCause, type EffectKind, type EffectScope, type EffectStep, STEPS } from '../effect.ts';
export { nameSubject } from './addons/applied.ts';
export { compareCrd } from './addons/compare-crd.ts';
export { CHART_LABELS } from './addons/compare-object.ts';
export { listEffects } from './list-effects.ts';
export { EFFECT_RULES, type EffectRule } from './rules.ts';
export { isDefault, isEmptyField, isSameQuantity } from './same-value.ts';
export type { ClusterInput, EffectOptions, Side } from './side.ts';
export { summarizeEffects } from './summarize-effects.ts';
