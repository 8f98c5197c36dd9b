import type { EffectKind } from '../../effect.ts';
import type { Release } from '../cluster-api.ts';
import type { RuleId } from '../rules.ts';
import type { FieldAnswer } from './field-change.ts';

/** What a field does when it changes, by the release of Cluster API. */
type FieldRule = (release: Release) => FieldAnswer;

const always =
  (rule: RuleId, kind: EffectKind, says?: string): FieldRule =>
  () => ({ kind, rule, ...(says !== undefined && { says }) });
const since =
  (minor: number, older: FieldAnswer, newer: FieldAnswer): FieldRule =>
  (release) =>
    release.minor < minor ? older : newer;

/** Nothing rolls for it since 1.11.4. */
const HEALTH_TIMEOUT: FieldRule = ({ minor, first }) => ({
  rule: 'kcp-health-timeout',
  kind: minor < 11 || (minor === 11 && first < 4) ? 'roll-control-plane' : 'new-only',
});
const REJECTED: FieldAnswer = { kind: 'refused', rule: 'kcp-path' };
const ROLLS_ALL = always('kcp-kubeadmconfig', 'roll-control-plane');
const CLUSTER_CONFIG = always('kcp-clusterconfig', 'roll-control-plane');
const TIMEOUTS = always('timeouts', 'in-place');
const BEHAVIOUR = always('kcp-behaviour', 'in-place');
const NAMING = always('naming', 'new-only');
const BEFORE = always(
  'kcp-rollout-before',
  'roll-control-plane',
  'control plane machines whose certificates expire within so many days are replaced, none where the field is gone',
);
const AFTER = always(
  'rollout-after',
  'roll-control-plane',
  'control plane machines made before that time are replaced once it is past, none where the field is gone',
);

const KUBEADM = 'kubeadmConfigSpec';
const CLUSTER = `${KUBEADM}.clusterConfiguration`;
const JOIN = `${KUBEADM}.joinConfiguration`;

function each(prefix: string, names: readonly string[], rule: FieldRule): (readonly [string, FieldRule])[] {
  return names.map((name) => [`${prefix}.${name}`, rule]);
}

/** By path below `spec.template.spec`, in v1beta1's words and in v1beta2's; the longest that fits counts. */
const FIELD_RULES: ReadonlyMap<string, FieldRule> = new Map([
  ...each(
    KUBEADM,
    [
      ...['files', 'users', 'ntp', 'mounts', 'diskSetup', 'format', 'verbosity', 'ignition'],
      ...['bootCommands', 'preKubeadmCommands', 'postKubeadmCommands'],
    ],
    ROLLS_ALL,
  ),
  [
    `${KUBEADM}.useExperimentalRetryJoin`,
    since(11, { kind: 'roll-control-plane', rule: 'kcp-retry-join' }, { kind: 'none', rule: 'kcp-retry-join' }),
  ],
  [CLUSTER, () => REJECTED],
  // v1beta2 has none of them, and drops them as it converts.
  ...each(
    CLUSTER,
    ['networking', 'kubernetesVersion', 'clusterName', 'apiVersion', 'kind'],
    since(11, REJECTED, { kind: 'none', rule: 'kcp-path' }),
  ),
  ...each(
    CLUSTER,
    [
      ...['apiServer', 'controllerManager', 'scheduler', 'etcd', 'imageRepository', 'featureGates'],
      ...['certificateValidityPeriodDays', 'encryptionAlgorithm'],
    ],
    CLUSTER_CONFIG,
  ),
  // Up to 1.10 the webhook takes those of the next line alone.
  [`${CLUSTER}.etcd.local`, since(11, REJECTED, { kind: 'roll-control-plane', rule: 'kcp-clusterconfig' })],
  ...each(
    `${CLUSTER}.etcd.local`,
    ['imageRepository', 'imageTag', 'extraArgs', 'dataDir', 'peerCertSANs', 'serverCertSANs'],
    CLUSTER_CONFIG,
  ),
  [`${CLUSTER}.dns`, always('kcp-dns', 'in-place-workload')],
  [`${CLUSTER}.apiServer.timeoutForControlPlane`, HEALTH_TIMEOUT],
  [`${KUBEADM}.initConfiguration.timeouts.controlPlaneComponentHealthCheckSeconds`, HEALTH_TIMEOUT],
  [`${JOIN}.timeouts.controlPlaneComponentHealthCheckSeconds`, HEALTH_TIMEOUT],
  [`${JOIN}.discovery`, always('kcp-discovery', 'new-only')],
  [
    `${JOIN}.discovery.timeout`,
    since(11, { kind: 'new-only', rule: 'kcp-discovery-timeout' }, { kind: 'roll-control-plane-join', rule: 'kcp-discovery-timeout' }),
  ],
  ['machineTemplate.metadata', always('kcp-machine-metadata', 'in-place')],
  ...each('machineTemplate', ['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'], TIMEOUTS),
  ...each('machineTemplate.spec', ['deletion', 'readinessGates'], TIMEOUTS),
  ['machineTemplate.readinessGates', since(11, REJECTED, { kind: 'in-place', rule: 'timeouts' })],
  ['rolloutStrategy', BEHAVIOUR],
  ['rollout.strategy', BEHAVIOUR],
  ['remediationStrategy', BEHAVIOUR],
  ['remediation', BEHAVIOUR],
  ['replicas', BEHAVIOUR],
  ['machineNamingStrategy', NAMING],
  ['machineNaming', NAMING],
  ['rolloutBefore', BEFORE],
  ['rollout.before', BEFORE],
  ['rolloutAfter', AFTER],
  ['rollout.after', AFTER],
]);

/** The rule of a path, `kubeadmConfigSpec.files.3.content`; undefined where there is none. */
export function findFieldRule(path: readonly (string | number)[]): FieldRule | undefined {
  for (let length = path.length; length > 0; length--) {
    const found = FIELD_RULES.get(path.slice(0, length).join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}
