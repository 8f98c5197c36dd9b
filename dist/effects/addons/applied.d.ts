import type { RenderedObject } from '../../chart/index.js';
import { type Addon } from '../../compat/index.js';
import type { Side } from '../side.js';
/** An object with the addon that it comes from. */
export interface AddonObject {
    readonly addon: Addon;
    readonly object: RenderedObject;
}
export type Objects = ReadonlyMap<string, AddonObject>;
/** How effects name an addon; the one chart of a single-stage stack has no folder. */
export declare function nameAddon({ folder }: Pick<Addon, 'folder'>): string;
/** The addons that clusters of a release have. */
export declare function listInstalled(side: Side): readonly Addon[];
/** The addons that CSO applies when clusters come to a release. */
export declare function listUpgraded(side: Side): readonly Addon[];
/** The folders that CSO cleans up when clusters come to a release: those of the older release. Undefined for one chart of all. */
export declare function listCleanedUp(side: Side): readonly string[] | undefined;
/** By identity; of two with one identity the last, as CSO applies it last. */
export declare function indexObjects(addons: readonly Addon[]): Objects;
/** `DaemonSet kube-system/cilium`, `ClusterRole cilium` */
export declare function nameSubject({ kind, name, namespace }: RenderedObject): string;
