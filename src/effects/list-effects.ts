import { type Effect, STEPS } from '../effect.ts';
import { compareKubernetes } from '../version/index.ts';
import { listAddonEffects } from './addons/list-addon-effects.ts';
import { listClassEffects } from './class/list-class-effects.ts';
import { readCluster } from './cluster.ts';
import { askFor } from './cluster-api.ts';
import type { Context } from './context.ts';
import { foldEffects } from './fold-effects.ts';
import type { EffectOptions, Side } from './side.ts';

/**
 * What clusters live through when they go from one release to another, in the order in which it happens; those of one step
 * happen at the same time. Empty where nothing happens. What was not seen on either side is an effect of kind `unknown`.
 */
export function listEffects(before: Side, after: Side, options: EffectOptions = {}): readonly Effect[] {
  const cluster = options.cluster && readCluster(options.cluster);
  const kubernetes = { from: cluster?.kubernetes ?? before.kubernetes, to: after.kubernetes };
  const context: Context = {
    before,
    after,
    asked: askFor(options.clusterApi),
    cluster,
    kubernetes,
    changesVersion: compareKubernetes(kubernetes.from, kubernetes.to) !== 0,
  };
  const effects = foldEffects([...listClassEffects(context), ...listAddonEffects(context)]);
  return effects.toSorted((a, b) => STEPS.indexOf(a.when) - STEPS.indexOf(b.when));
}
