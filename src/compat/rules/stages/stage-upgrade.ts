import type { RenderedObject } from '../../../chart/index.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { findAddon, listStages, nameStage } from './list-stages.ts';

export const STAGE_UPGRADE: Rule = {
  code: 'stage-upgrade',
  title: 'every addon of AfterControlPlaneInitialized is in BeforeClusterUpgrade, too',
  why: 'On an upgrade CSO deletes the objects of each addon of AfterControlPlaneInitialized that the stages of BeforeClusterUpgrade do not contain: the cluster loses its network, for instance.',
  source: 'CSO’s clusteraddon controller, the clean-up after BeforeClusterUpgrade',
  verdicts: ['ok', 'warn', 'refuse'],
  passes: { files: {} },
  fails: {
    files: { 'clusteraddon.yaml': 'addonStages:\n  AfterControlPlaneInitialized:\n    - {name: cni, action: apply}\n' },
    note: 'Upgraded clusters lose their network.',
  },
  check: (facts) => {
    const stages = listStages(facts);
    const kept = stages.filter(({ hook }) => hook === 'BeforeClusterUpgrade');
    return stages.flatMap((stage): Judgement[] => {
      const { hook, name, action, place } = stage;
      // An addon that is deleted has nothing to lose, and one without a folder is refused by itself.
      if (hook !== 'AfterControlPlaneInitialized' || name === undefined || action?.source !== 'apply' || !findAddon(facts, stage))
        return [];
      const subject = nameStage(stage);
      // Of two stages of one name CSO runs the first.
      const own = kept.find((other) => other.name?.source === name.source);
      if (own?.action?.source === 'delete') {
        const message = `BeforeClusterUpgrade deletes the addon, so new clusters have it and upgraded ones lose it; write action: apply there, or leave it out of AfterControlPlaneInitialized, unless that is meant`;
        return [{ verdict: 'warn', subject, message, place: own.action.place }];
      }
      if (own !== undefined) return [{ verdict: 'ok', subject, message: 'BeforeClusterUpgrade has the addon, too', place }];
      if (isContained(facts, stage, kept)) {
        return [{ verdict: 'ok', subject, message: 'the stages of BeforeClusterUpgrade contain all its objects', place }];
      }
      const message = `BeforeClusterUpgrade does not have ${subject}, so CSO deletes it when a cluster is upgraded; add - {name: ${subject}, action: apply} there`;
      return [{ verdict: 'refuse', subject, message, place: name.place }];
    });
  },
};

type Stage = ReturnType<typeof listStages>[number];

/** Whether the objects of an addon come from addons of other names. */
function isContained(facts: Facts, stage: Stage, kept: readonly Stage[]): boolean {
  const own = listObjects(facts, stage);
  const others = new Set(kept.flatMap((other) => (other.action?.source === 'apply' ? (listObjects(facts, other) ?? []) : [])));
  return own !== undefined && own.length > 0 && own.every((object) => others.has(object));
}

function listObjects(facts: Facts, stage: Stage): readonly string[] | undefined {
  const rendering = findAddon(facts, stage)?.rendering;
  return rendering?.kind === 'rendered' ? rendering.objects.map(identify) : undefined;
}

function identify({ apiVersion, kind, namespace = 'kube-system', name }: RenderedObject): string {
  return [apiVersion, kind, namespace, name].join(' ');
}
