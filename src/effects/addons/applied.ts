import type { RenderedObject } from '../../chart/index.ts';
import { ADDON_NAMESPACE, type Addon, AT_CREATION, AT_UPGRADE, appliedBy, identifyObject, stagesOf } from '../../compat/index.ts';
import type { Side } from '../side.ts';

/** An object with the addon that it comes from. */
export interface AddonObject {
  readonly addon: Addon;
  readonly object: RenderedObject;
}

export type Objects = ReadonlyMap<string, AddonObject>;

/** How effects name an addon; the one chart of a single-stage stack has no folder. */
export function nameAddon({ folder }: Pick<Addon, 'folder'>): string {
  return folder || 'cluster-addon';
}

/** The addons that clusters of a release have. */
export function listInstalled(side: Side): readonly Addon[] {
  return select(side, [AT_CREATION, AT_UPGRADE]);
}

/** The addons that CSO applies when clusters come to a release. */
export function listUpgraded(side: Side): readonly Addon[] {
  return select(side, [AT_UPGRADE]);
}

/** The folders that CSO cleans up when clusters come to a release: those of the older release. Undefined for one chart of all. */
export function listCleanedUp(side: Side): readonly string[] | undefined {
  return side.stages && stagesOf(side, AT_CREATION).map(({ name }) => name.source);
}

/** In the order of the stages. */
function select(side: Side, hooks: readonly string[]): readonly Addon[] {
  if (side.stages === undefined) return side.addons;
  const names = new Set(hooks.flatMap((hook) => appliedBy(side, hook)));
  return [...names].flatMap((name) => side.addons.find(({ folder }) => folder === name) ?? []);
}

/** By identity; of two with one identity the last, as CSO applies it last. */
export function indexObjects(addons: readonly Addon[]): Objects {
  return new Map(
    addons.flatMap((addon) =>
      addon.rendering.kind !== 'rendered'
        ? []
        : addon.rendering.objects
            .filter(({ name, kind }) => name !== '' || !kind.endsWith('List'))
            .map((object) => [identifyObject(object, ADDON_NAMESPACE), { addon, object }] as const),
    ),
  );
}

/** Kinds of `apps` whose pods effects tell of. */
export const WORKLOADS = ['DaemonSet', 'Deployment', 'StatefulSet'];

/** `DaemonSet kube-system/cilium`, `ClusterRole cilium` */
export function nameSubject({ kind, name, namespace }: RenderedObject): string {
  const within = namespace || (WORKLOADS.includes(kind) ? ADDON_NAMESPACE : undefined);
  return `${kind} ${within === undefined ? name : `${within}/${name}`}`;
}
