import { asList, asText, getIn } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import type { Context } from '../context.ts';
import type { ClassPair } from './open-classes.ts';

/**
 * Workers whose strategy is OnDelete are not replaced before somebody deletes them, whatever changes. A cluster's own strategy
 * goes before that of its class.
 * Source: Cluster API, internal/controllers/machinedeployment/machinedeployment_rollout_ondelete.go
 */
export function awaitDeletion({ cluster }: Context, { after }: ClassPair, effects: readonly Effect[]): Effect[] {
  const classes = asList(getIn(after.clusterClass.object.data, 'spec', 'workers', 'machineDeployments'));
  const strategyOf = (name: string) => {
    const found = classes.find((item) => getIn(item, 'class') === name);
    return asText(getIn(found, 'strategy', 'type') ?? getIn(found, 'rollout', 'strategy', 'type'));
  };
  return effects.map((effect) => {
    if (effect.kind !== 'roll-workers' || effect.scope.kind !== 'classes') return effect;
    const { classes: names } = effect.scope;
    // A pool of the same name has no strategy.
    if (names.some((name) => after.clusterClass.poolClasses.includes(name))) return effect;
    const strategies = names.flatMap((name) => {
      const own = cluster?.workers.filter((workers) => workers.class === name) ?? [{ name, strategy: undefined }];
      return own.map((workers) => ({ name: workers.name, isOnDelete: (workers.strategy ?? strategyOf(name)) === 'OnDelete' }));
    });
    const waiting = strategies.filter(({ isOnDelete }) => isOnDelete);
    if (waiting.length === 0) return effect;
    if (waiting.length < strategies.length) {
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
