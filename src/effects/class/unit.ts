import { type Assignment, type CarriedValues, type ClusterClass, carryValues, type Patched, type Role } from '../../compat/index.ts';
import { type DataMap, getIn, isSame } from '../../data.ts';
import type { Context } from '../context.ts';
import type { ClassPair } from './open-classes.ts';

/** A part of a cluster whose templates are compared with one set of values. */
export interface Unit {
  readonly part: 'infrastructure' | 'control plane' | 'workers';
  /** The name that effects give it. */
  readonly subject: string;
  /** Of workers. */
  readonly workers?: { readonly kind: 'machineDeployment' | 'machinePool'; readonly class: string };
  readonly values: CarriedValues;
}

/** A unit's templates on both sides, after their patches. */
export interface PatchedUnit {
  readonly unit: Unit;
  readonly before: readonly Patched[];
  readonly after: readonly Patched[];
}

/** The parts of every cluster, or of the one that was given: of its workers those that it has. */
export function listUnits({ cluster }: Context, { before, after }: ClassPair): readonly Unit[] {
  const carry = (overrides: Assignment = {}, builtin: DataMap = {}): CarriedValues => {
    const carried = carryValues(before.clusterClass, after.clusterClass, { ...cluster?.variables, ...overrides });
    if (cluster === undefined) return carried;
    const known = { builtin: { ...cluster.builtin, ...builtin } };
    return { before: { ...carried.before, ...known }, after: { ...carried.after, ...known } };
  };
  const isAsked = [before, after].some(({ clusterClass }) => asksForWorkers(clusterClass));
  const values = carry();
  const fixed: Unit[] = [
    { part: 'infrastructure', subject: 'infrastructure cluster', values },
    { part: 'control plane', subject: 'control plane', values: cluster ? carry(cluster.overrides) : values },
  ];
  const both = (kind: 'machineDeployment' | 'machinePool') => {
    const list = kind === 'machineDeployment' ? 'deploymentClasses' : 'poolClasses';
    return after.clusterClass[list].filter((name) => name !== '' && before.clusterClass[list].includes(name));
  };
  const workers = (['machineDeployment', 'machinePool'] as const).flatMap((kind) =>
    [...new Set(both(kind))].flatMap((name): Unit[] => {
      if (cluster === undefined) return [{ part: 'workers', subject: name, workers: { kind, class: name }, values }];
      const groups: { readonly names: string[]; readonly values: CarriedValues }[] = [];
      for (const own of cluster.workers.filter((one) => one.kind === kind && one.class === name)) {
        const carried = carry(own.overrides, isAsked ? { [kind]: own.builtin } : {});
        const known = groups.find((group) => isSame(group.values, carried));
        if (known === undefined) groups.push({ names: [own.name], values: carried });
        else known.names.push(own.name);
      }
      return groups.map((group) => ({
        part: 'workers',
        subject: groups.length === 1 ? name : `${name} (${group.names.join(', ')})`,
        workers: { kind, class: name },
        values: group.values,
      }));
    }),
  );
  return [...fixed, ...workers];
}

/** Whether patches may tell a cluster's workers of one class apart: they ask for more of the builtin variable than all have in common. */
function asksForWorkers({ object }: ClusterClass): boolean {
  const patches = JSON.stringify(getIn(object.data, 'spec', 'patches') ?? []);
  return /\bbuiltin\b(?!\.(?:cluster|controlPlane|machine(?:Deployment|Pool)\.(?:class|version))\b)/.test(patches);
}

/** A unit in a sentence: `the control plane`, `worker class default-worker`. */
export function phraseOf({ subject, workers }: Pick<Unit, 'subject' | 'workers'>): string {
  return workers === undefined ? `the ${subject}` : `worker class ${subject}`;
}

/** Whether a template of the class is one of the unit's. */
export function isOf({ part, workers }: Unit, role: Role): boolean {
  switch (role.kind) {
    case 'infrastructureCluster':
      return part === 'infrastructure';
    case 'controlPlane':
    case 'controlPlaneMachines':
      return part === 'control plane';
    case 'bootstrap':
    case 'workerMachines':
      return workers !== undefined && role.workers === workers.kind && role.class === workers.class;
  }
}
