import { type Stage, type Stages } from '../stack/index.js';
import type { Addon, Facts, Shipped } from './facts.js';
/** The hooks that CSO runs, by what they are for. */
export declare const AT_CREATION = "AfterControlPlaneInitialized";
export declare const AT_UPGRADE = "BeforeClusterUpgrade";
type Staged = Pick<Shipped, 'stages'>;
/** A stage that has a name. */
export type NamedStage = Stage & {
    readonly name: NonNullable<Stage['name']>;
};
/** All stages of the hooks that CSO runs, as they are written, in the order of the file. */
export declare function listStages({ stages }: Staged): readonly Stage[];
/**
 * The stages of a hook that CSO runs, in its order: of two with one name the first, since it keeps by name what is done.
 * Source: `executeStage` in CSO's clusteraddon controller
 */
export declare function stagesOf({ stages }: Staged, hook: string): readonly NamedStage[];
/** Whether CSO applies an addon there; whatever else a stage says deletes it. */
export declare function isApplied({ action }: Stage): boolean;
/** The addons that a hook applies, by folder, in its order. */
export declare function appliedBy(staged: Staged, hook: string): readonly string[];
/** The addon that a stage names. */
export declare function findAddon({ addons }: Pick<Shipped, 'addons'>, { name }: Stage): Addon | undefined;
/** The folders below cluster-addon/, also those that are not charts, which is refused by itself. */
export declare function listAddonFolders({ stack, addons }: Pick<Facts, 'stack' | 'addons'>): readonly string[];
/** The folder that a misspelt stage most likely means; undefined for a stage that has its folder. */
export declare function findMeantFolder(facts: Pick<Facts, 'stack' | 'addons'>, { name }: Stage): string | undefined;
/** How findings name a stage. */
export declare function nameStage({ name, hook }: Stage): string;
/**
 * Whether CSO can load all of a clusteraddon.yaml: only then is what no stage names in no stage. What it cannot load is
 * refused where it stands. Source: yaml.v3, by which CSO reads it, fails on a key that stands twice.
 */
export declare function areLoaded({ yaml, findings }: Stages): boolean;
export {};
