import type { Shipped } from '../../facts.ts';

/** The hooks that CSO runs. */
export const AT_CREATION = 'AfterControlPlaneInitialized';
export const AT_UPGRADE = 'BeforeClusterUpgrade';

/** The addons that a hook names, in its order, with the first stage of each. */
export function stagesOf({ stages }: Pick<Shipped, 'stages'>, hook: string) {
  const found = (stages?.hooks ?? []).filter(({ name }) => name === hook).flatMap((entry) => entry.stages);
  const named = found.flatMap((stage) => (stage.name === undefined ? [] : [{ ...stage, name: stage.name.source }]));
  return named.filter((stage, index) => named.findIndex(({ name }) => name === stage.name) === index);
}

/** The addons that a hook applies. */
export function appliedBy(shipped: Pick<Shipped, 'stages'>, hook: string): string[] {
  return stagesOf(shipped, hook).flatMap(({ name, action }) => (action?.source === 'apply' ? [name] : []));
}
