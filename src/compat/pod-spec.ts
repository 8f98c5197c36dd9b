import type { RenderedObject } from '../chart/index.ts';
import { asList, asMap, type DataMap, getIn } from '../data.ts';

/** Where kinds keep the spec of their pods. */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  'v1/Pod': ['spec'],
  'v1/ReplicationController': ['spec', 'template', 'spec'],
  'apps/v1/DaemonSet': ['spec', 'template', 'spec'],
  'apps/v1/Deployment': ['spec', 'template', 'spec'],
  'apps/v1/ReplicaSet': ['spec', 'template', 'spec'],
  'apps/v1/StatefulSet': ['spec', 'template', 'spec'],
  'batch/v1/Job': ['spec', 'template', 'spec'],
  'batch/v1/CronJob': ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

export interface PodSpec {
  /** Where it stands in the object: `spec.template.spec`. */
  readonly path: string;
  readonly spec: DataMap;
}

/** The spec of the pods that an object of Kubernetes' own makes; undefined for an object that makes none. */
export function findPodSpec({ apiVersion, kind, data }: Pick<RenderedObject, 'apiVersion' | 'kind' | 'data'>): PodSpec | undefined {
  const path = POD_SPECS[`${apiVersion}/${kind}`];
  const spec = path && asMap(getIn(data, ...path));
  return path && spec && { path: path.join('.'), spec };
}

export interface Container {
  readonly list: 'initContainers' | 'containers';
  readonly container: DataMap;
}

/** All containers of pods, in the order in which they start. */
export function listContainers({ spec }: PodSpec): readonly Container[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    asList(spec[list]).flatMap((item) => {
      const container = asMap(item);
      return container === undefined ? [] : [{ list, container }];
    }),
  );
}
