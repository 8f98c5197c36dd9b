import type { EffectKind } from '../../effect.ts';
import type { Release } from '../cluster-api.ts';
import type { RuleId } from '../rules.ts';

/** What a field of a KubeadmControlPlaneTemplate does when it changes; init and join have a file of their own. */
export interface FieldRule {
  readonly rule: RuleId;
  readonly kind: (release: Release) => EffectKind;
  /** On what it depends, as the end of a sentence. */
  readonly condition?: string;
}

const always = (rule: RuleId, kind: EffectKind, condition?: string): FieldRule => ({
  rule,
  kind: () => kind,
  ...(condition !== undefined && { condition }),
});
const since = (rule: RuleId, minor: number, older: EffectKind, newer: EffectKind): FieldRule => ({
  rule,
  kind: (release) => (release.minor < minor ? older : newer),
});

/** Nothing rolls for it since 1.11.4. */
const HEALTH_TIMEOUT: FieldRule = {
  rule: 'kcp-health-timeout',
  kind: ({ minor, first }) => (minor < 11 || (minor === 11 && first < 4) ? 'roll-control-plane' : 'new-only'),
};
/** Of etcd.local the webhook took these alone up to 1.10. */
const ETCD_LOCAL: FieldRule = since('kcp-path', 11, 'refused', 'roll-control-plane');
const ROLLS_ALL = always('kcp-kubeadmconfig', 'roll-control-plane');
const CLUSTER_CONFIG = always('kcp-clusterconfig', 'roll-control-plane');
const TIMEOUTS = always('timeouts', 'in-place');
const BEHAVIOUR = always('kcp-behaviour', 'in-place');
const NAMING = always('naming', 'new-only');
const BEFORE = always(
  'kcp-rollout-before',
  'roll-control-plane',
  'those are replaced whose certificates expire within so many days; none, where the field is gone',
);
const AFTER = always(
  'rollout-after',
  'roll-control-plane',
  'those made before that time are replaced once it is past; none, where the field is gone',
);

const KUBEADM = 'kubeadmConfigSpec';
const CLUSTER = `${KUBEADM}.clusterConfiguration`;
const JOIN = `${KUBEADM}.joinConfiguration`;

function each(prefix: string, names: readonly string[], rule: FieldRule): (readonly [string, FieldRule])[] {
  return names.map((name) => [`${prefix}.${name}`, rule]);
}

/** By path below `spec.template.spec`, in v1beta1's words and in v1beta2's; the longest that fits counts. */
export const FIELD_RULES: ReadonlyMap<string, FieldRule> = new Map([
  ...each(
    KUBEADM,
    [
      ...['files', 'users', 'ntp', 'mounts', 'diskSetup', 'format', 'verbosity', 'ignition'],
      ...['bootCommands', 'preKubeadmCommands', 'postKubeadmCommands'],
    ],
    ROLLS_ALL,
  ),
  [`${KUBEADM}.useExperimentalRetryJoin`, since('kcp-retry-join', 11, 'roll-control-plane', 'none')],
  [CLUSTER, always('kcp-path', 'refused')],
  ...each(
    CLUSTER,
    [
      ...['apiServer', 'controllerManager', 'scheduler', 'etcd', 'imageRepository', 'featureGates'],
      ...['certificateValidityPeriodDays', 'encryptionAlgorithm'],
    ],
    CLUSTER_CONFIG,
  ),
  [`${CLUSTER}.etcd.local`, ETCD_LOCAL],
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
  [`${JOIN}.discovery.timeout`, since('kcp-discovery-timeout', 11, 'new-only', 'roll-control-plane-join')],
  ['machineTemplate.metadata', always('kcp-machine-metadata', 'in-place')],
  ...each('machineTemplate', ['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'], TIMEOUTS),
  ...each('machineTemplate.spec', ['deletion', 'readinessGates'], TIMEOUTS),
  ['machineTemplate.readinessGates', since('timeouts', 11, 'refused', 'in-place')],
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
