import { topFolders } from '../files/index.ts';
import { HOOKS, type Stage, type Stages } from '../stack/index.ts';
import { suggestWord } from '../suggest.ts';
import type { Addon, Facts, Shipped } from './facts.ts';

/** The hooks that CSO runs, by what they are for. */
export const AT_CREATION = 'AfterControlPlaneInitialized';
export const AT_UPGRADE = 'BeforeClusterUpgrade';

type Staged = Pick<Shipped, 'stages'>;

/** A stage that has a name. */
export type NamedStage = Stage & { readonly name: NonNullable<Stage['name']> };

/** All stages of the hooks that CSO runs, as they are written, in the order of the file. */
export function listStages({ stages }: Staged): readonly Stage[] {
  return (stages?.hooks ?? []).filter(({ name }) => HOOKS.includes(name)).flatMap((hook) => hook.stages);
}

/**
 * The stages of a hook that CSO runs, in its order: of two with one name the first, since it keeps by name what is done.
 * Source: `executeStage` in CSO's clusteraddon controller
 */
export function stagesOf({ stages }: Staged, hook: string): readonly NamedStage[] {
  const named = (stages?.hooks.find(({ name }) => name === hook)?.stages ?? []).filter(isNamed);
  const repeated = new Set(listRepeated(named));
  return named.filter((stage) => !repeated.has(stage));
}

/** Stages whose hook has another of their name before them. */
export function listRepeated(stages: readonly Stage[]): readonly Stage[] {
  const known = new Set<string>();
  return stages.filter(({ hook, name }) => {
    if (name === undefined) return false;
    const key = JSON.stringify([hook, name.source]);
    return known.has(key) || !known.add(key);
  });
}

function isNamed(stage: Stage): stage is NamedStage {
  return stage.name !== undefined;
}

/** Whether CSO applies an addon there; whatever else a stage says deletes it. */
export function isApplied({ action }: Stage): boolean {
  return action?.source === 'apply';
}

/** The addons that a hook applies, by folder, in its order. */
export function appliedBy(staged: Staged, hook: string): readonly string[] {
  return stagesOf(staged, hook).flatMap((stage) => (isApplied(stage) ? [stage.name.source] : []));
}

/** The addon that a stage names. */
export function findAddon({ addons }: Pick<Shipped, 'addons'>, { name }: Stage): Addon | undefined {
  return addons.find(({ folder }) => folder === name?.source);
}

/** The folders below cluster-addon/, also those that are not charts, which is refused by itself. */
export function listAddonFolders({ stack, addons }: Pick<Facts, 'stack' | 'addons'>): readonly string[] {
  return stack ? topFolders(stack.clusterAddon) : addons.map(({ folder }) => folder);
}

/** The folder that a misspelt stage most likely means; undefined for a stage that has its folder. */
export function findMeantFolder(facts: Pick<Facts, 'stack' | 'addons'>, { name }: Stage): string | undefined {
  const folders = listAddonFolders(facts);
  return name === undefined || folders.includes(name.source) ? undefined : suggestWord(name.source, folders);
}

/** How findings name a stage. */
export function nameStage({ name, hook }: Stage): string {
  return name?.source ?? hook;
}

/**
 * Whether CSO can load all of a clusteraddon.yaml: only then is what no stage names in no stage. What it cannot load is
 * refused where it stands. Source: yaml.v3, by which CSO reads it, fails on a key that stands twice.
 */
export function areLoaded({ yaml, findings }: Stages): boolean {
  return findings.length === 0 && !yaml.findings.some(({ verdict, code }) => verdict === 'refuse' || code === 'duplicate-key');
}
