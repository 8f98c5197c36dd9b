import { asList, getIn } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import { readStrategy } from '../cluster.ts';
import type { Context } from '../context.ts';
import type { ClassPair } from './open-classes.ts';

/**
 * Workers whose strategy is OnDelete are not replaced before somebody deletes them, whatever changes. A cluster's own strategy
 * goes before that of its class.
 * Source: Cluster API, internal/controllers/machinedeployment/machinedeployment_rollout_ondelete.go
 */
export function awaitDeletion({ cluster }: Context, { after }: ClassPair, effects: readonly Effect[]): Effect[] {
  const classes = asList(getIn(after.clusterClass.object.data, 'spec', 'workers', 'machineDeployments'));
  const waits = (name: string) => readStrategy(classes.find((item) => getIn(item, 'class') === name)) === 'OnDelete';
  return effects.map((effect) => {
    if (effect.kind !== 'roll-workers' || effect.scope.kind !== 'classes') return effect;
    const { classes: names } = effect.scope;
    // A pool of the same name has no strategy.
    if (names.some((name) => after.clusterClass.poolClasses.includes(name))) return effect;
    if (cluster === undefined) {
      if (!names.every(waits)) return effect;
      const message = `${effect.message}, where the cluster has another strategy for them than the class's OnDelete, by which they wait until somebody deletes them`;
      return { ...effect, verdict: effect.verdict === 'ok' ? 'conditional' : effect.verdict, message };
    }
    const own = cluster.workers.filter((workers) => names.includes(workers.class));
    const waiting = own.filter(({ strategy, class: name }) => (strategy === undefined ? waits(name) : strategy === 'OnDelete'));
    if (waiting.length === 0) return effect;
    if (waiting.length < own.length) {
      const some = waiting.map(({ name }) => name).join(', ');
      return { ...effect, message: `${effect.message}; those of ${some} only as somebody deletes them, since their strategy is OnDelete` };
    }
    return {
      ...effect,
      kind: 'new-only',
      when: 'later',
      message: `${effect.message}, but only as somebody deletes them, since their strategy is OnDelete`,
    };
  });
}
