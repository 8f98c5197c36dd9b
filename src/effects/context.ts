import type { Effect, EffectKind, EffectScope, EffectStep } from '../effect.ts';
import type { KubernetesVersion } from '../version/index.ts';
import type { Cluster } from './cluster.ts';
import { type Asked, type Said, sayAll } from './cluster-api.ts';
import type { Pair } from './side.ts';

/** All that effects are computed from. */
export interface Context extends Pair {
  readonly asked: Asked;
  readonly cluster: Cluster | undefined;
  /** Where clusters come from, and where they go. */
  readonly kubernetes: { readonly from: KubernetesVersion; readonly to: KubernetesVersion };
  readonly changesVersion: boolean;
}

/** An effect of Cluster API's; what is left out follows from its kind. */
export interface Draft extends Pick<Effect, 'kind' | 'subject' | 'cause' | 'rule' | 'message'> {
  readonly scope?: EffectScope;
  readonly when?: EffectStep;
  readonly verdict?: Effect['verdict'];
  readonly said?: Said;
}

/** An effect that Cluster API decides; of a release of it that nobody looked at it is unknown. */
export function createEffect(context: Context, draft: Draft): Effect {
  const { asked } = context;
  if (asked.isKnown) return { ...createPlainEffect(context, draft), ...(draft.said ?? sayAll(asked)) };
  const message = `${draft.message}; so says Cluster API 1.${asked.releases[0]?.minor}, and nobody looked at ${asked.words}`;
  return {
    ...createPlainEffect(context, { ...draft, message, verdict: 'unknown' }),
    ...(asked.words !== undefined && { clusterApi: asked.words }),
  };
}

/** An effect that has nothing to do with Cluster API. */
export function createPlainEffect(context: Context, { kind, subject, scope, when, verdict, message, cause, rule }: Draft): Effect {
  return {
    kind,
    subject,
    scope: scope ?? scopeOf(kind),
    when: when ?? stepOf(kind, context),
    verdict: verdict ?? verdictOf(kind),
    message,
    cause,
    rule,
  };
}

/** An effect of CSO's on an addon: with a new Kubernetes version all of it comes before the upgrade. */
export function createAddonEffect(context: Context, addon: string, draft: Draft): Effect {
  const when = draft.kind === 'none' ? 'later' : context.changesVersion ? 'before-upgrade' : 'at-once';
  return { ...createPlainEffect(context, { when, ...draft }), addon };
}

function scopeOf(kind: EffectKind): EffectScope {
  switch (kind) {
    case 'roll-control-plane-init':
      return { kind: 'first' };
    case 'roll-control-plane-join':
      return { kind: 'joined' };
    case 'new-only':
      return { kind: 'new' };
    default:
      return { kind: 'all' };
  }
}

function verdictOf(kind: EffectKind): Effect['verdict'] {
  switch (kind) {
    case 'refused':
      return 'refused';
    case 'unknown':
      return 'unknown';
    default:
      return 'ok';
  }
}

/** A new Kubernetes version has an order; all else happens when the topology is reconciled next. */
function stepOf(kind: EffectKind, { changesVersion }: Context): EffectStep {
  switch (kind) {
    case 'roll-control-plane':
    case 'roll-control-plane-init':
    case 'roll-control-plane-join':
      return changesVersion ? 'control-plane' : 'at-once';
    case 'roll-workers':
      return changesVersion ? 'workers' : 'at-once';
    case 'in-place-workload':
      return 'after-control-plane';
    case 'new-only':
    case 'none':
      return 'later';
    case 'addons-applied':
      return changesVersion ? 'before-upgrade' : 'at-once';
    case 'restart-pods':
    case 'deleted':
    case 'orphaned':
    case 'created':
    case 'in-place':
    case 'refused':
    case 'unknown':
      return 'at-once';
  }
}

/** One sentence for what a kind does to `the control plane`, `worker class default-worker`, `DaemonSet kube-system/cilium`. */
export function describeKind(kind: EffectKind, subject: string): string {
  switch (kind) {
    case 'roll-control-plane':
      return 'all control plane machines are replaced, one at a time';
    case 'roll-control-plane-init':
      return 'the control plane machine that kubeadm init made is replaced, if the cluster still has it';
    case 'roll-control-plane-join':
      return 'the control plane machines that joined are replaced, one at a time';
    case 'roll-workers':
      return `all machines of ${subject} are replaced`;
    case 'in-place':
      return `${subject} is changed in place, and no machine is replaced`;
    case 'in-place-workload':
      return `${subject} is changed inside of the workload cluster, and no machine is replaced`;
    case 'new-only':
      return `counts for machines made from now on; no machine of ${subject} is replaced`;
    case 'none':
      return 'nothing happens to clusters that exist';
    case 'refused':
      return 'the change is rejected, and the topology of the cluster does not reconcile';
    case 'restart-pods':
      return `the pods of ${subject} restart`;
    case 'deleted':
      return `${subject} is deleted`;
    case 'orphaned':
      return `${subject} stays, and nobody looks after it any more`;
    case 'created':
      return `${subject} is created`;
    case 'addons-applied':
      return 'CSO applies the addons';
    case 'unknown':
      return `what happens to ${subject} is not known`;
  }
}
