import { findShape } from '../../compat/index.ts';
import type { Effect } from '../../effect.ts';
import { type Context, createEffect } from '../context.ts';
import { createCause } from '../create-cause.ts';
import type { ClassPair } from './open-classes.ts';

/** Templates of another kind, and worker classes that are gone or new. */
export function compareReferences(context: Context, { before, after }: ClassPair): Effect[] {
  const [old, now] = [findShape(before.side.clusterClass), findShape(after.side.clusterClass)];
  if (old === undefined || now === undefined) return [];
  const { cluster } = context;
  const isUsed = (worker: string) =>
    cluster === undefined || cluster.workers.some((own) => own.class === nameOf(worker) && worker.startsWith(own.kind));
  const kinds = [...old.references].flatMap(([at, reference]): Effect[] => {
    const found = now.references.get(at);
    if (found === undefined || (found.group === reference.group && found.kind === reference.kind)) return [];
    if (now.workers.has(at) && !isUsed(at)) return [];
    return [
      createEffect(context, {
        kind: 'refused',
        when: 'admission',
        subject: nameOf(at),
        ...(now.workers.has(at) && { scope: { kind: 'classes', classes: [nameOf(at)] } as const }),
        rule: 'class-reference',
        message: `Cluster API rejects the class for every cluster${now.workers.has(at) && cluster === undefined ? ' that has such workers' : ''}: the kind of its template changes`,
        cause: createCause(now.place, `ClusterClass ${at}`, {
          from: `${reference.kind}.${reference.group}`,
          to: `${found.kind}.${found.group}`,
        }),
      }),
    ];
  });
  const gone = [...old.workers]
    .filter((worker) => !now.workers.has(worker) && isUsed(worker))
    .map((worker) =>
      createEffect(context, {
        kind: 'refused',
        when: 'admission',
        subject: nameOf(worker),
        scope: cluster === undefined ? { kind: 'some', where: `clusters that have workers of class ${nameOf(worker)}` } : { kind: 'all' },
        verdict: cluster === undefined ? 'conditional' : 'refused',
        rule: 'class-worker-removed',
        message: `Cluster API rejects the class for clusters that have workers of class ${nameOf(worker)}, unless the same edit names another class for them`,
        cause: createCause(now.place, `ClusterClass ${worker}`, { from: nameOf(worker) }),
      }),
    );
  const added = [...now.workers]
    .filter((worker) => !old.workers.has(worker))
    .map((worker) =>
      createEffect(context, {
        kind: 'none',
        subject: nameOf(worker),
        scope: { kind: 'classes', classes: [nameOf(worker)] },
        rule: 'class-worker-added',
        message: `worker class ${nameOf(worker)} is new, and no cluster has workers of it yet`,
        cause: createCause(now.place, `ClusterClass ${worker}`, { to: nameOf(worker) }),
      }),
    );
  return [...kinds, ...gone, ...added];
}

/** `default-worker` of `machineDeployments class default-worker` */
function nameOf(worker: string): string {
  return worker.slice(worker.lastIndexOf(' ') + 1);
}
