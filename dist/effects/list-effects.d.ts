import { type Effect } from '../effect.js';
import type { EffectOptions, Side } from './side.js';
/**
 * What clusters live through when they go from one release to another, in the order in which it happens; those of one step
 * happen at the same time. Empty where nothing happens. What was not seen on either side is an effect of kind `unknown`.
 */
export declare function listEffects(before: Side, after: Side, options?: EffectOptions): readonly Effect[];
