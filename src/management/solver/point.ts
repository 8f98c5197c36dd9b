import type { CoreRelease, OperatorRelease } from '../../compat/index.ts';
import type { Tables } from './wanted.ts';

/** A management cluster, as far as it decides about all else: CSO, Cluster API, and the minor of Kubernetes 1 below them. */
export interface Point {
  readonly cso: OperatorRelease;
  readonly core: CoreRelease;
  readonly kubernetes: number;
}

/** All of them, the most wanted first: newer CSO, then newer Cluster API, then newer Kubernetes. */
export function listPoints({ clusterApi }: Tables): readonly Point[] {
  return clusterApi.operators
    .toReversed()
    .flatMap((cso) =>
      clusterApi.releases.toReversed().flatMap((core) => listMinors(core).map((kubernetes) => ({ cso, core, kubernetes }))),
    );
}

function listMinors({ management: [first = 0, last = 0] }: CoreRelease): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => last - index);
}

/** Whether a range of Kubernetes minors has one: `[33, 36]`, `[29]` without end, or undefined where it is not known. */
export function runsOn(range: readonly number[] | undefined, kubernetes: number): boolean {
  const [first = 0, last] = range ?? [];
  return first <= kubernetes && (last === undefined || kubernetes <= last);
}
