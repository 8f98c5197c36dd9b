import type { RenderedObject } from '../../../chart/index.ts';
import type { Stage, StageCondition, StageObject } from '../../../stack/index.ts';
import { suggestWord } from '../../../suggest.ts';
import { isComplete } from '../../completeness.ts';
import type { Facts } from '../../facts.ts';
import { ADDON_NAMESPACE, identifyObject } from '../../identify-object.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { findAddon, isApplied, listStages, nameStage } from '../../stages.ts';
import { findProblem } from './stage-object.ts';

export const STAGE_ORDER: Rule<'stage-order'> = {
  code: 'stage-order',
  title: 'no stage waits for something that only a later stage creates',
  why: 'CSO runs the stages of a hook in order and stops at one that waits. A stage waits forever for an object of a later stage, for one of its own before it is applied, and for one that nothing creates.',
  source: 'CSO’s clusteraddon controller',
  verdicts: ['ok', 'warn', 'refuse'],
  passes: { files: formatExample('cilium', 'waitForPostCondition') },
  fails: { files: formatExample('cilium', 'waitForPreCondition'), note: 'cni itself creates the DaemonSet' },
  check: (facts) => {
    const stages = listStages(facts);
    return stages.flatMap((stage) =>
      stage.conditions.flatMap((condition) =>
        // Another rule tells what cannot be asked for at all.
        condition.objects
          .filter((object) => findProblem(facts, object) === undefined)
          .flatMap((object) =>
            judgeObject(
              facts,
              stages.filter(({ hook }) => hook === stage.hook),
              stage,
              condition,
              object,
            ),
          ),
      ),
    );
  },
};

function formatExample(name: string, when: StageCondition['when']): Readonly<Record<string, string>> {
  return {
    'cluster-addon/cni/templates/cni.yaml': 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: cilium, namespace: kube-system}\n',
    'clusteraddon.yaml': `addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      ${when}:
        objects: [{key: ds, apiVersion: apps/v1, kind: DaemonSet, name: ${name}, namespace: kube-system}]
        conditions: ds.status.numberReady > 0
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`,
  };
}

function judgeObject(facts: Facts, hook: readonly Stage[], stage: Stage, { when }: StageCondition, object: StageObject): Judgement[] {
  const rendered = listRendered(facts);
  const wanted = identifyObject(
    {
      apiVersion: object.apiVersion?.source ?? 'v1',
      kind: object.kind?.source ?? '',
      name: object.name?.source ?? '',
      namespace: object.namespace?.source,
    },
    ADDON_NAMESPACE,
  );
  // With an addon whose objects are not known, any object may be one of its.
  if (rendered === undefined || !isApplied(stage)) return [];
  const subject = nameStage(stage);
  const place = object.place;
  const label = `${object.kind?.source}/${object.name?.source}`;
  const makers = [...rendered]
    .filter(([, objects]) => objects.some((made) => identifyObject(made, ADDON_NAMESPACE) === wanted))
    .map(([folder]) => folder);
  if (makers.length === 0) return judgeStrange(facts, rendered, subject, object);
  const index = hook.indexOf(stage);
  const done = hook.slice(0, when === 'waitForPreCondition' ? index : index + 1).filter(isApplied);
  // On an upgrade all of them may be there from before, and some kubeadm has made.
  if (
    stage.hook !== 'AfterControlPlaneInitialized' ||
    isOfCluster(object) ||
    done.some((entry) => makers.includes(entry.name?.source ?? ''))
  ) {
    return [{ verdict: 'ok', subject, message: `${label} is an object of ${makers.join(' and ')}`, place }];
  }
  const message = `${when} asks for ${label}, which only ${makers.join(' and ')} makes, and no stage before applies that, so a new cluster waits forever; move the stage or the condition`;
  return [{ verdict: 'refuse', subject, message, place }];
}

const CLUSTER_NAMES = /^(?:system:|kubeadm:|kube-|coredns$|default$|kubernetes$|cluster-info$|extension-apiserver-authentication$)/;

/** The objects that a cluster has before any addon, by the names that kubeadm and Kubernetes use. */
function isOfCluster({ name }: StageObject): boolean {
  return CLUSTER_NAMES.test(name?.source ?? '');
}

/** Kinds of which the cluster itself makes few, by name. */
const OWN_OBJECTS: Readonly<Record<string, readonly string[]>> = {
  DaemonSet: ['kube-proxy'],
  Deployment: ['coredns'],
  StatefulSet: [],
};

/** An object of no addon: the cluster may make it, or an operator. */
function judgeStrange({ knowledge }: Facts, rendered: RenderedAddons, subject: string, { kind, name, place }: StageObject): Judgement[] {
  const own = OWN_OBJECTS[kind?.source ?? ''];
  if (own === undefined || kind === undefined || name === undefined || own.includes(name.source)) return [];
  const objects = [...rendered.values()].flat();
  const isCustom = ({ apiVersion, kind: found }: RenderedObject) => knowledge.kubernetesApis.apis[`${apiVersion}/${found}`] === undefined;
  if (objects.some(isCustom)) return [];
  const similar = objects.filter((object) => object.kind === kind.source);
  const meant = suggestWord(name.source, [...new Set(similar.map((object) => object.name))]);
  const there = similar.find((object) => object.name === meant);
  const hint = there === undefined ? '' : `; did you mean ${there.name} in ${there.namespace ?? 'kube-system'}?`;
  const message = `no addon has ${kind.source}/${name.source} in that namespace, nor does kubeadm make it; if nothing else does, the stage waits forever${hint}`;
  return [{ verdict: 'warn', subject, message, place }];
}

type RenderedAddons = ReadonlyMap<string, readonly RenderedObject[]>;

/** The objects of each addon that a stage names, by its folder; undefined where those of one are not all known. */
function listRendered(facts: Facts): RenderedAddons | undefined {
  const rendered = new Map<string, readonly RenderedObject[]>();
  for (const stage of listStages(facts)) {
    const addon = findAddon(facts, stage);
    if (addon === undefined || !isComplete(addon.rendering)) return undefined;
    rendered.set(addon.folder, addon.rendering.objects);
  }
  return rendered;
}
