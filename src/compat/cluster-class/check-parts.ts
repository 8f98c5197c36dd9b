import { asList, getIn } from '../../data.ts';
import { checkNameTemplate } from './check-name-template.ts';
import { checkAnnotations, checkLabels, isDuration, isPercentOrNumber, readSeconds } from './kubernetes-values.ts';
import type { ClusterClass } from './model.ts';

/**
 * The refusals of Cluster API's webhook for a ClusterClass, beside its refs, variables and patches.
 * Source: internal/webhooks/clusterclass.go of Cluster API 1.10 (v1beta1) and 1.13 (v1beta2)
 */
export function checkParts({ object }: ClusterClass): string[] {
  const spec = object.data['spec'];
  return [
    ...checkName(getIn(spec, 'infrastructureNamingStrategy'), 'spec.infrastructureNamingStrategy', ['cluster']),
    ...checkName(getIn(spec, 'infrastructure', 'naming'), 'spec.infrastructure.naming', ['cluster']),
    ...checkPart(getIn(spec, 'controlPlane'), 'spec.controlPlane', 'cluster'),
    ...checkWorkers(spec, 'machineDeployments', 'machineDeployment'),
    ...checkWorkers(spec, 'machinePools', 'machinePool'),
    ...checkVersions(getIn(spec, 'kubernetesVersions')),
  ];
}

function checkWorkers(spec: unknown, list: string, variable: string): string[] {
  const workers = getIn(spec, 'workers', list);
  return asList(workers).flatMap((item, index) => {
    const path = `spec.workers.${list}[${index}]`;
    return [
      ...checkPart(item, path, variable),
      ...checkMetadata(getIn(item, 'template', 'metadata'), `${path}.template.metadata`),
      ...checkRollout(getIn(item, 'strategy', 'rollingUpdate'), `${path}.strategy.rollingUpdate`),
      ...checkRollout(getIn(item, 'rollout', 'strategy', 'rollingUpdate'), `${path}.rollout.strategy.rollingUpdate`),
    ];
  });
}

function checkPart(part: unknown, path: string, variable: string): string[] {
  const variables = variable === 'cluster' ? ['cluster'] : ['cluster', variable];
  return [
    ...checkName(getIn(part, 'namingStrategy'), `${path}.namingStrategy`, variables),
    ...checkName(getIn(part, 'naming'), `${path}.naming`, variables),
    ...checkMetadata(getIn(part, 'metadata'), `${path}.metadata`),
    ...checkHealth(part, path),
    ...checkDurations(part, path),
    ...checkTaints(getIn(part, 'taints'), `${path}.taints`),
  ];
}

function checkName(naming: unknown, path: string, variables: readonly string[]): string[] {
  const template = getIn(naming, 'template');
  if (typeof template !== 'string' || template === '') return [];
  return checkNameTemplate(template, variables).map((problem) => `${path}.template ${problem}`);
}

function checkMetadata(metadata: unknown, path: string): string[] {
  return [
    ...checkLabels(getIn(metadata, 'labels')).map((problem) => `${path}.labels: ${problem}`),
    ...checkAnnotations(getIn(metadata, 'annotations')).map((problem) => `${path}.annotations: ${problem}`),
  ];
}

function checkHealth(part: unknown, path: string): string[] {
  const old = getIn(part, 'machineHealthCheck');
  const check = getIn(part, 'healthCheck');
  const oldPath = `${path}.machineHealthCheck`;
  const newPath = `${path}.healthCheck`;
  const timeout = getIn(old, 'nodeStartupTimeout');
  const seconds = typeof timeout === 'string' && isDuration(timeout) ? readSeconds(timeout) : undefined;
  return [
    ...checkShare(getIn(old, 'maxUnhealthy'), `${oldPath}.maxUnhealthy`),
    ...checkRange(getIn(old, 'unhealthyRange'), `${oldPath}.unhealthyRange`),
    ...checkTimeout(seconds, `${oldPath}.nodeStartupTimeout`),
    ...checkTimeout(getIn(check, 'checks', 'nodeStartupTimeoutSeconds'), `${newPath}.checks.nodeStartupTimeoutSeconds`),
    ...checkShare(
      getIn(check, 'remediation', 'triggerIf', 'unhealthyLessThanOrEqualTo'),
      `${newPath}.remediation.triggerIf.unhealthyLessThanOrEqualTo`,
    ),
    ...checkRange(getIn(check, 'remediation', 'triggerIf', 'unhealthyInRange'), `${newPath}.remediation.triggerIf.unhealthyInRange`),
    ...checkShare(getIn(check, 'remediation', 'maxInFlight'), `${newPath}.remediation.maxInFlight`),
  ];
}

/** v1beta1 has them as texts of Go, which its webhook cannot read otherwise; v1beta2 has seconds. */
function checkDurations(part: unknown, path: string): string[] {
  const check = getIn(part, 'machineHealthCheck');
  const conditions = getIn(check, 'unhealthyConditions');
  const timeouts = [
    ...['nodeDrainTimeout', 'nodeVolumeDetachTimeout', 'nodeDeletionTimeout'].map((key) => [key, getIn(part, key)] as const),
    ['machineHealthCheck.nodeStartupTimeout', getIn(check, 'nodeStartupTimeout')] as const,
    ...asList(conditions).map(
      (condition, index) => [`machineHealthCheck.unhealthyConditions[${index}].timeout`, getIn(condition, 'timeout')] as const,
    ),
  ];
  return timeouts.flatMap(([key, value]) =>
    typeof value !== 'string' || isDuration(value)
      ? []
      : [`${path}.${key} is ${JSON.stringify(value)}, and takes a duration of Go like 1h30m, with the units h, m and s`],
  );
}

function checkShare(value: unknown, path: string): string[] {
  return value === undefined || value === null || isPercentOrNumber(value)
    ? []
    : [`${path} is ${JSON.stringify(value)}, and takes a number or a percentage`];
}

function checkRange(value: unknown, path: string): string[] {
  return typeof value !== 'string' || /^\[[0-9]+-[0-9]+\]$/.test(value)
    ? []
    : [`${path} is ${JSON.stringify(value)}, and takes a range like [3-5]`];
}

/** Zero switches it off. */
function checkTimeout(seconds: unknown, path: string): string[] {
  return typeof seconds === 'number' && seconds !== 0 && seconds < 30 ? [`${path} is below 30 seconds`] : [];
}

function checkRollout(update: unknown, path: string): string[] {
  const [surge, unavailable] = [getIn(update, 'maxSurge'), getIn(update, 'maxUnavailable')];
  return [
    ...checkShare(surge, `${path}.maxSurge`),
    ...checkShare(unavailable, `${path}.maxUnavailable`),
    ...(surge === 0 && unavailable === 0 ? [`${path}: maxSurge and maxUnavailable cannot both be 0`] : []),
  ];
}

const RESERVED = /^node\.cloudprovider\.kubernetes\.io\/|^node\.kubernetes\.io\/(?!out-of-service$)|^node-role\.kubernetes\.io\/master$/;
const OWN = ['node.cluster.x-k8s.io/uninitialized', 'node.cluster.x-k8s.io/outdated-revision'];

function checkTaints(taints: unknown, path: string): string[] {
  return asList(taints).flatMap((taint, index) => {
    const key = getIn(taint, 'key');
    return typeof key === 'string' && (RESERVED.test(key) || OWN.includes(key)) ? [`${path}[${index}] has the reserved key ${key}`] : [];
  });
}

/** Each above the one before it, and no minor left out. */
function checkVersions(versions: unknown): string[] {
  const parsed = asList(versions).map((version) => ({
    version,
    numbers: /^v?(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(String(version))?.slice(1).map(Number),
  }));
  return parsed.flatMap(({ version, numbers }, index) => {
    if (numbers === undefined) return [`spec.kubernetesVersions has ${version}, which is not a version`];
    const before = parsed[index - 1]?.numbers;
    if (before === undefined) return [];
    const [major = 0, minor = 0, patch = 0] = numbers;
    const [majorBefore = 0, minorBefore = 0, patchBefore = 0] = before;
    if ((major - majorBefore || minor - minorBefore || patch - patchBefore) < 0)
      return [`spec.kubernetesVersions has ${version} after a newer one`];
    return minor > minorBefore + 1 ? [`spec.kubernetesVersions leaves out the minor before ${version}`] : [];
  });
}
