import { asMap, type DataMap, isObject } from '../../data.ts';
import { DELETION_TIMES, present, toSeconds } from './v1beta2.ts';

/**
 * The `spec` of a KubeadmConfigTemplate or a KubeadmControlPlaneTemplate of v1beta1 as v1beta2 has it: arguments as lists,
 * times in seconds, fields at their new places. What v1beta2 does not have is left out.
 * Source: Cluster API 1.12, api/{bootstrap,controlplane}/kubeadm/v1beta1/conversion.go
 */
export function convertKubeadm(kind: string, spec: unknown): unknown {
  const template = asMap(asMap(spec)?.['template']);
  if (template === undefined) return spec;
  const inner = asMap(template['spec']) ?? {};
  const converted = kind === 'KubeadmControlPlaneTemplate' ? convertControlPlane(inner) : convertConfig(inner);
  return { ...asMap(spec), template: { ...template, spec: converted } };
}

function convertControlPlane(spec: DataMap): DataMap {
  const { rolloutStrategy, rolloutBefore, rolloutAfter, remediationStrategy, machineNamingStrategy, ...rest } = spec;
  const machine = asMap(spec['machineTemplate']);
  const rollout = present({ strategy: rolloutStrategy, before: rolloutBefore, after: rolloutAfter });
  return present({
    ...rest,
    kubeadmConfigSpec: isObject(spec['kubeadmConfigSpec']) ? convertConfig(spec['kubeadmConfigSpec']) : undefined,
    rollout: Object.keys(rollout).length > 0 ? rollout : undefined,
    remediation: isObject(remediationStrategy) ? secondsOf(remediationStrategy, ['retryPeriod', 'minHealthyPeriod']) : undefined,
    machineNaming: machineNamingStrategy,
    machineTemplate: machine && convertMachine(machine),
  });
}

function convertMachine({ metadata, readinessGates, ...rest }: DataMap): DataMap {
  const times = Object.fromEntries(Object.entries(rest).filter(([key]) => DELETION_TIMES.includes(key)));
  const deletion = Object.keys(times).length > 0 ? secondsOf(times, DELETION_TIMES) : undefined;
  const spec = present({ readinessGates, deletion });
  return present({ metadata, spec: Object.keys(spec).length > 0 ? spec : undefined });
}

function convertConfig(spec: DataMap): DataMap {
  const { useExperimentalRetryJoin: _, ...rest } = spec;
  const cluster = asMap(spec['clusterConfiguration']);
  const timeout = asMap(cluster?.['apiServer'])?.['timeoutForControlPlane'];
  const health = timeout === undefined ? undefined : toSeconds(timeout);
  const [init, join] = [asMap(spec['initConfiguration']), asMap(spec['joinConfiguration'])];
  const discovery = asMap(join?.['discovery']);
  const bootstrap = discovery?.['timeout'] === undefined ? undefined : toSeconds(discovery['timeout']);
  const initTimeouts = present({ controlPlaneComponentHealthCheckSeconds: health });
  const joinTimeouts = present({ controlPlaneComponentHealthCheckSeconds: health, tlsBootstrapSeconds: bootstrap });
  return present({
    ...rest,
    clusterConfiguration: cluster && convertCluster(cluster),
    initConfiguration: withTimeouts(init && convertNode(init), initTimeouts),
    joinConfiguration: withTimeouts(
      join && convertNode({ ...join, ...(discovery && { discovery: present({ ...discovery, timeout: undefined }) }) }),
      joinTimeouts,
    ),
  });
}

function withTimeouts(configuration: DataMap | undefined, timeouts: DataMap): DataMap | undefined {
  if (Object.keys(timeouts).length === 0) return configuration;
  return { ...configuration, timeouts };
}

function convertCluster(cluster: DataMap): DataMap {
  const { networking: _, kubernetesVersion: __, clusterName: ___, ...rest } = cluster;
  const component = (name: string) => {
    const { timeoutForControlPlane: ____, ...own } = asMap(cluster[name]) ?? {};
    return isObject(cluster[name]) ? convertArguments(own) : undefined;
  };
  const etcd = asMap(cluster['etcd']);
  const local = asMap(etcd?.['local']);
  return present({
    ...rest,
    apiServer: component('apiServer'),
    controllerManager: component('controllerManager'),
    scheduler: component('scheduler'),
    etcd: etcd && present({ ...etcd, local: local && convertArguments(local) }),
  });
}

function convertNode(configuration: DataMap): DataMap {
  const registration = asMap(configuration['nodeRegistration']);
  const tokens = configuration['bootstrapTokens'];
  return present({
    ...configuration,
    nodeRegistration: registration && convertArguments(registration, 'kubeletExtraArgs'),
    bootstrapTokens: Array.isArray(tokens) ? tokens.map((token) => (isObject(token) ? secondsOf(token, ['ttl']) : token)) : tokens,
  });
}

/** A map of arguments becomes a list, sorted by name. */
function convertArguments(holder: DataMap, key = 'extraArgs'): DataMap {
  const given = holder[key];
  if (!isObject(given)) return holder;
  const list = Object.entries(given).map(([name, value]) => ({ name, value }));
  return { ...holder, [key]: list.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function secondsOf(holder: DataMap, keys: readonly string[]): DataMap {
  return Object.fromEntries(
    Object.entries(holder).map(([key, value]) => (keys.includes(key) ? [`${key}Seconds`, toSeconds(value)] : [key, value])),
  );
}
