import { asText, getIn, isObject } from '../../data.ts';
import type { Effect } from '../../effect.ts';
import { ask, type Release } from '../cluster-api.ts';
import { type Context, createEffect, describeKind } from '../context.ts';
import { compareTags } from './compare-tags.ts';
import { describeDifference, UNLESS_DEFAULT } from './describe-difference.ts';
import { type FieldAnswer, type FieldChange, isEmptied, isSameToAll, sayRemoved } from './field-change.ts';
import { findFieldRule } from './kubeadm-paths.ts';
import { listInitJoinEffects } from './list-init-join-effects.ts';
import type { TemplateChange } from './template-change.ts';
import { phraseOf } from './unit.ts';

const PREFIX = ['spec', 'template', 'spec'];

/** What a changed KubeadmControlPlaneTemplate does, by field and by release of Cluster API. */
export function listControlPlaneEffects(context: Context, change: TemplateChange): Effect[] {
  const fields = change.differences
    .map((difference): FieldChange => ({ difference, path: difference.path.slice(PREFIX.length) }))
    .filter((field) => !isSameToAll(field));
  const own = fields.filter(({ difference }) => PREFIX.every((key, index) => difference.path[index] === key));
  const outside = fields.filter((field) => !own.includes(field));
  const node = own.filter(isNode);
  return [
    ...outside.flatMap((field) => describe(context, change, field, () => outsideAnswer(field))),
    ...own
      .filter((field) => !node.includes(field))
      .flatMap((field) => describe(context, change, field, (release) => answerFor(change, field, release))),
    ...listInitJoinEffects(change, node).flatMap(({ field, answer }) => describe(context, change, field, answer)),
    ...own.filter(({ path }) => path.join('.') === IMAGE_REPOSITORY).map((field) => describeKubeProxy(context, change, field)),
  ];
}

const IMAGE_REPOSITORY = 'kubeadmConfigSpec.clusterConfiguration.imageRepository';

/** What kubeadm is told for a node: the two are judged together. Discovery and the health timeout are not. */
function isNode({ path }: FieldChange): boolean {
  const [first, second, third, fourth] = path;
  if (first !== 'kubeadmConfigSpec' || (second !== 'initConfiguration' && second !== 'joinConfiguration')) return false;
  return third !== 'discovery' && fourth !== 'controlPlaneComponentHealthCheckSeconds';
}

function outsideAnswer({ difference }: FieldChange): FieldAnswer {
  const isMetadata = difference.path.slice(0, 3).join('.') === 'spec.template.metadata';
  return isMetadata ? { kind: 'in-place', rule: 'object-template-metadata' } : { kind: 'unknown', rule: 'class-unknown' };
}

function answerFor(change: TemplateChange, field: FieldChange, release: Release): FieldAnswer {
  const { difference, path } = field;
  const at = path.join('.');
  if (isEtcdKind(change, at)) return { kind: 'refused', rule: 'kcp-etcd-kind' };
  if (at.startsWith('kubeadmConfigSpec.clusterConfiguration.dns') && isLowerDns(change))
    return { kind: 'refused', rule: 'kcp-dns-lowered' };
  if (isEmptied(field)) {
    const rolls = release.minor < 11 && at.startsWith('kubeadmConfigSpec.');
    return { kind: rolls ? 'roll-control-plane' : 'none', rule: 'kcp-empty' };
  }
  // The default of the format.
  if (
    at === 'kubeadmConfigSpec.format' &&
    [difference.from, difference.to].every((value) => value === undefined || value === 'cloud-config')
  ) {
    return { kind: 'none', rule: 'kcp-kubeadmconfig' };
  }
  if (at === 'kubeadmConfigSpec.clusterConfiguration') {
    const kind = 'roll-control-plane';
    return { kind, rule: 'kcp-clusterconfig', ...(difference.to === undefined && { says: sayRemoved(kind) }) };
  }
  return findFieldRule(path)?.(release) ?? { kind: 'unknown', rule: 'class-unknown' };
}

function isEtcdKind({ before, after }: TemplateChange, at: string): boolean {
  if (!/^kubeadmConfigSpec\.clusterConfiguration\.etcd(?:\.local|\.external)?$/.test(at)) return false;
  const isExternal = (spec: unknown) =>
    isObject(getIn(spec, 'template', 'spec', 'kubeadmConfigSpec', 'clusterConfiguration', 'etcd', 'external'));
  return isExternal(before) !== isExternal(after);
}

function isLowerDns({ before, after }: TemplateChange): boolean {
  const tag = (spec: unknown) => asText(getIn(spec, 'template', 'spec', 'kubeadmConfigSpec', 'clusterConfiguration', 'dns', 'imageTag'));
  const [old, now] = [tag(before), tag(after)];
  return old !== undefined && now !== undefined && compareTags(old, now) > 0;
}

function describe(
  context: Context,
  change: TemplateChange,
  { difference }: FieldChange,
  answerFor: (release: Release) => FieldAnswer,
): Effect[] {
  return ask(context.asked, answerFor).map(({ answer, said }) => {
    const { kind, rule, says } = answer;
    const subject = kind === 'in-place-workload' ? 'Deployment kube-system/coredns' : change.unit.subject;
    const isMaybeDefault = difference.isDefaulted && kind.startsWith('roll');
    const plain = describeKind(kind, kind === 'in-place-workload' ? subject : phraseOf(change.unit));
    const message = says ?? `${plain}${isMaybeDefault ? UNLESS_DEFAULT : ''}`;
    return createEffect(context, {
      kind,
      ...describeDifference(change, difference, rule, message),
      subject,
      said,
      ...((says !== undefined || isMaybeDefault) && { verdict: 'conditional' as const }),
    });
  });
}

function describeKubeProxy(context: Context, change: TemplateChange, { difference }: FieldChange): Effect {
  const subject = 'DaemonSet kube-system/kube-proxy';
  const message = `the image of ${subject} changes, and its pods restart on every node, where the cluster has it`;
  return createEffect(context, { kind: 'in-place-workload', ...describeDifference(change, difference, 'kube-proxy', message), subject });
}
