import { isComplete } from '../../completeness.ts';
import type { Facts } from '../../facts.ts';
import { ADDON_NAMESPACE, identifyObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { AT_CREATION, AT_UPGRADE, appliedBy, areLoaded, findAddon, isApplied, type NamedStage, stagesOf } from '../../stages.ts';

export const STAGE_UPGRADE: Rule<'stage-upgrade'> = {
  code: 'stage-upgrade',
  title: 'every addon in AfterControlPlaneInitialized is also in BeforeClusterUpgrade',
  why: 'On an upgrade CSO deletes the objects of every addon in AfterControlPlaneInitialized that no stage of BeforeClusterUpgrade contains. The cluster may lose its network, for example.',
  source: 'CSO’s clusteraddon controller, the clean-up after BeforeClusterUpgrade',
  verdicts: ['ok', 'warn', 'refuse', 'unknown'],
  passes: { files: {} },
  fails: {
    files: { 'clusteraddon.yaml': 'addonStages:\n  AfterControlPlaneInitialized:\n    - {name: cni, action: apply}\n' },
    note: 'upgraded clusters lose their network',
  },
  check: (facts) => {
    if (facts.stages === undefined || !areLoaded(facts.stages)) return [];
    const kept = stagesOf(facts, AT_UPGRADE);
    // An addon that is deleted has nothing to lose, and one without a folder is refused by itself.
    const created = stagesOf(facts, AT_CREATION).filter((stage) => isApplied(stage) && findAddon(facts, stage));
    return created.map((stage) => ({ subject: stage.name.source, ...judge(facts, stage, kept) }));
  },
};

function judge(facts: Facts, stage: NamedStage, kept: readonly NamedStage[]): Omit<Judgement, 'subject'> {
  const { name, place } = stage;
  const own = kept.find((other) => other.name.source === name.source);
  if (own?.action?.source === 'delete') {
    const message =
      'BeforeClusterUpgrade deletes the addon, so new clusters have it and upgraded ones lose it; write action: apply there, or leave it out of AfterControlPlaneInitialized, unless that is meant';
    return { verdict: 'warn', message, place: own.action.place };
  }
  if (own !== undefined) return { verdict: 'ok', message: 'BeforeClusterUpgrade has the addon, too', place };
  const message = `BeforeClusterUpgrade does not have ${name.source}, so CSO deletes it when a cluster is upgraded; add - {name: ${name.source}, action: apply} there`;
  switch (findContainment(facts, stage, kept)) {
    case 'contained':
      return { verdict: 'ok', message: 'the stages of BeforeClusterUpgrade contain all its objects', place };
    case 'unseen':
      return {
        verdict: 'unknown',
        message: `${message}, unless other stages have its objects, which could not be seen`,
        place: name.place,
      };
    case 'lacking':
      return { verdict: 'refuse', message, place: name.place };
  }
}

/** Whether the objects of an addon come from addons of other names. */
function findContainment(facts: Facts, stage: NamedStage, kept: readonly NamedStage[]): 'contained' | 'lacking' | 'unseen' {
  const others = kept.filter(isApplied);
  const own = listObjects(facts, stage);
  const made = others.map((other) => listObjects(facts, other));
  const all = new Set(made.flatMap((objects) => objects ?? []));
  if (own !== undefined && own.length > 0 && own.every((object) => all.has(object))) return 'contained';
  if (own?.length === 0) return 'lacking';
  // Addons that new clusters have beside it hold other objects; one that only upgrades bring may take its place.
  const created = appliedBy(facts, AT_CREATION);
  const hidden = others.filter((other, index) => !created.includes(other.name.source) && (own === undefined || made[index] === undefined));
  return hidden.length > 0 ? 'unseen' : 'lacking';
}

function listObjects(facts: Facts, stage: NamedStage): readonly string[] | undefined {
  const rendering = findAddon(facts, stage)?.rendering;
  return rendering && isComplete(rendering) ? rendering.objects.map((object) => identifyObject(object, ADDON_NAMESPACE)) : undefined;
}
