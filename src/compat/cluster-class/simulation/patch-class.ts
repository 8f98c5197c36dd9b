import type { Shipped } from '../../shipped.ts';
import { fillDefaults } from '../fields/fill-defaults.ts';
import { type ClusterClass, listObjects } from '../model.ts';
import { type Patched, patchTarget, type Target } from './apply-patches.ts';
import type { Assignment } from './assignments.ts';
import { indexTemplates, keyOf } from './index-templates.ts';
import { createRenderer } from './render-value.ts';

/** A ClusterClass whose patches can be applied to its templates, for any values of variables. */
export interface PatchableClass {
  /** Its templates; one that the release does not have is left out. */
  readonly targets: readonly Target[];
  readonly patch: (target: Target, variables: Assignment) => Patched;
}

export function openPatches(
  shipped: Shipped,
  clusterClass: ClusterClass,
  templates: ReturnType<typeof indexTemplates> = indexTemplates(listObjects(shipped)),
): PatchableClass {
  const render = createRenderer();
  return {
    targets: clusterClass.refs.flatMap((ref): Target[] => {
      const object = templates.get(keyOf(ref));
      return object === undefined ? [] : [{ ref, object, stored: fillDefaults(object) }];
    }),
    patch: (target, variables) => patchTarget(shipped, clusterClass, target, variables, render),
  };
}
