import { type ClusterClass, describeGap, openPatches, type PatchableClass } from '../../compat/index.ts';
import type { KubernetesVersion } from '../../version/index.ts';
import type { Context } from '../context.ts';
import type { Side } from '../side.ts';

/** The ClusterClass of one side, with its templates. */
export interface OpenClass {
  readonly side: Side;
  readonly clusterClass: ClusterClass;
  readonly patchable: PatchableClass;
}

export interface ClassPair {
  readonly before: OpenClass;
  readonly after: OpenClass;
}

/** Both classes, or why they cannot be compared; `gaps` are parts that were not read although the rest was. */
export type OpenedClasses =
  | { readonly kind: 'opened'; readonly classes: ClassPair; readonly gaps: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string };

export function openClasses({ before, after, kubernetes }: Context): OpenedClasses {
  const [old, now] = [openSide(before, 'older', kubernetes.from), openSide(after, 'newer', kubernetes.to)];
  if (old.kind === 'unknown') return old;
  if (now.kind === 'unknown') return now;
  return {
    kind: 'opened',
    classes: { before: old.open, after: now.open },
    gaps: [
      ...(old.gap === undefined ? [] : [`of the older release: ${old.gap}`]),
      ...(now.gap === undefined ? [] : [`of the newer release: ${now.gap}`]),
    ],
  };
}

function openSide(side: Side, which: string, kubernetes: KubernetesVersion) {
  const { rendering, classes } = side.clusterClass;
  if (rendering.kind !== 'rendered') {
    return { kind: 'unknown' as const, why: `the cluster class of the ${which} release was not rendered: ${rendering.message}` };
  }
  const [clusterClass, ...others] = classes();
  if (clusterClass === undefined || others.length > 0) {
    const count = clusterClass === undefined ? 'no ClusterClass' : `${others.length + 1} ClusterClasses`;
    return { kind: 'unknown' as const, why: `the chart of the ${which} release renders to ${count}` };
  }
  return {
    kind: 'opened' as const,
    open: { side, clusterClass, patchable: openPatches({ ...side, kubernetes }, clusterClass) },
    gap: describeGap(rendering),
  };
}
