import { type DataMap, isObject } from '../../../data.ts';
import type { Place } from '../../../finding.ts';
import { groupOf } from '../../api-version.ts';
import type { Role } from '../../cluster-class/model.ts';
import type { ShippedClass } from '../../facts.ts';

/** The parts of a ClusterClass that clusters are bound to. */
export interface ClassShape {
  readonly place: Place;
  readonly variables: ReadonlyMap<string, Variable>;
  /** Whether a runtime extension may add variables that the class does not show. */
  readonly discoversVariables: boolean;
  /** By what a template is for: `spec.infrastructure`, `machineDeployments class default-worker`. */
  readonly references: ReadonlyMap<string, Reference>;
  /** `machineDeployments class default-worker` */
  readonly workers: ReadonlySet<string>;
}

export interface Variable {
  readonly required: boolean;
  readonly schema: DataMap;
}

export interface Reference {
  readonly group: string;
  readonly kind: string;
}

/** The shape of the one ClusterClass; undefined where there is none to compare, which other rules tell. */
export function findShape({ classes }: ShippedClass): ClassShape | undefined {
  const [clusterClass, ...others] = classes();
  if (clusterClass === undefined || others.length > 0 || !isObject(clusterClass.object.data['spec'])) return undefined;
  const { object, variables, patches, refs, deploymentClasses, poolClasses } = clusterClass;
  return {
    place: object.place,
    variables: new Map(variables.filter(({ name }) => name !== '').map((variable) => [variable.name, variable])),
    discoversVariables: patches.some((patch) => patch.discoversVariables),
    references: new Map(
      refs.flatMap(({ role, apiVersion, kind }): [string, Reference][] => {
        const at = describeRole(role);
        return at !== undefined && apiVersion !== '' && kind !== '' ? [[at, { group: groupOf(apiVersion), kind }]] : [];
      }),
    ),
    workers: new Set([
      ...deploymentClasses.filter(Boolean).map((name) => describeWorkers('machineDeployment', name)),
      ...poolClasses.filter(Boolean).map((name) => describeWorkers('machinePool', name)),
    ]),
  };
}

/** Undefined for what may change under clusters. */
function describeRole(role: Role): string | undefined {
  switch (role.kind) {
    case 'infrastructureCluster':
      return 'spec.infrastructure';
    case 'controlPlane':
      return 'spec.controlPlane';
    case 'controlPlaneMachines':
      return 'spec.controlPlane.machineInfrastructure';
    case 'workerMachines':
      return role.class === '' ? undefined : describeWorkers(role.workers, role.class);
    case 'bootstrap':
      return undefined;
  }
}

function describeWorkers(workers: 'machineDeployment' | 'machinePool', name: string): string {
  return `${workers}s class ${name}`;
}
