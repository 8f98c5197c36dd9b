import type { RenderedObject } from '../chart/index.ts';
import { type Addon, AT_CREATION, AT_UPGRADE, appliedBy, type Shipped } from '../compat/index.ts';
import { getIn } from '../data.ts';
import { ReleaseError } from '../errors.ts';

/** How it is seen that an object works. */
type Check =
  /** `kubectl rollout status` */
  | 'rollout'
  /** A DaemonSet whose pods are replaced only when somebody deletes them: as many are ready as there must be. */
  | 'daemons'
  | 'replicas'
  | 'ready'
  | 'complete'
  | 'exists';

/** An object of an addon that makes pods. */
export interface Workload {
  readonly check: Check;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The workloads of a release, and what cannot be said of them. */
export interface Workloads {
  /** In the order of the addons. */
  readonly workloads: readonly Workload[];
  /** Sentences. */
  readonly unknown: readonly string[];
}

/** Names of Kubernetes' objects; another one is refused by the API server. */
const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
/** CSO applies what names no namespace there. */
const NAMESPACE = 'kube-system';

/**
 * The workloads that a cluster must have once its addons are ready. An upgrade applies the stages before it, and deletes what they lack.
 * @throws ReleaseError `dependency` where addons are not rendered: a kit that waits for too little would call a broken release good
 */
export function listWorkloads(release: string, shipped: Shipped, how: 'created' | 'upgraded'): Workloads {
  const applied = appliedBy(shipped, how === 'created' ? AT_CREATION : AT_UPGRADE);
  // The one chart of a single-stage release has no stage.
  const addons = shipped.addons.filter(({ folder }) => folder === '' || applied.includes(folder));
  const read = addons.map((addon) => readAddon(release, addon));
  return { workloads: read.flatMap(({ workloads }) => workloads), unknown: read.flatMap(({ unknown }) => unknown) };
}

function readAddon(release: string, { folder, rendering }: Addon): Workloads {
  const addon = folder === '' ? 'its addons' : `the addon ${folder}`;
  switch (rendering.kind) {
    case 'failed':
      throw new ReleaseError('dependency', `${release}: ${addon} cannot be rendered: ${rendering.message}`);
    case 'skipped': {
      if (rendering.reason === 'unknown-values') {
        return { workloads: [], unknown: [`${addon} is rendered from values that only a cluster has: ${rendering.message}`] };
      }
      const advice = rendering.reason === 'no-helm' ? '; put helm on the PATH' : '';
      throw new ReleaseError('dependency', `${release}: what ${addon} consists of is not known: ${rendering.message}${advice}`);
    }
    case 'rendered': {
      const { objects, problems, guessed } = rendering;
      const seen = objects.map(readWorkload);
      return {
        workloads: seen.flatMap((one) => (typeof one === 'object' ? one : [])),
        unknown: [
          ...problems.map(({ message }) => `${addon}: ${message}`),
          ...(guessed === undefined ? [] : [`${addon} depends on values that only a cluster has: ${guessed.message}`]),
          ...(seen.includes('unnamed') ? [`${addon} has workloads without a name of Kubernetes’`] : []),
        ],
      };
    }
  }
}

function readWorkload(object: RenderedObject): Workload | 'unnamed' | undefined {
  const check = chooseCheck(object);
  if (check === undefined) return undefined;
  const { kind, name, namespace = NAMESPACE } = object;
  return NAME.test(name) && NAME.test(namespace) ? { check, kind: kind.toLowerCase(), namespace, name } : 'unnamed';
}

function chooseCheck({ apiVersion, kind, data }: RenderedObject): Check | undefined {
  switch (`${apiVersion}/${kind}`) {
    case 'apps/v1/Deployment':
      return getIn(data, 'spec', 'paused') === true ? 'replicas' : 'rollout';
    case 'apps/v1/StatefulSet':
      return getIn(data, 'spec', 'updateStrategy', 'type') === 'OnDelete' ? 'replicas' : 'rollout';
    case 'apps/v1/DaemonSet':
      return getIn(data, 'spec', 'updateStrategy', 'type') === 'OnDelete' ? 'daemons' : 'rollout';
    case 'apps/v1/ReplicaSet':
    case 'v1/ReplicationController':
      return 'replicas';
    case 'v1/Pod':
      return getIn(data, 'spec', 'restartPolicy') === 'Never' ? 'exists' : 'ready';
    case 'batch/v1/Job':
      // One that Kubernetes removes when it is done cannot be asked for.
      return getIn(data, 'spec', 'ttlSecondsAfterFinished') === undefined ? 'complete' : undefined;
    case 'batch/v1/CronJob':
      return 'exists';
    default:
      return undefined;
  }
}

/** The file that the scripts read: a line each, fields set off by tabs. */
export function formatWorkloads(release: string, { workloads, unknown }: Workloads): string {
  const comments = unknown.map((text) => `# not known: ${text.replaceAll(/[\t\n\r]+/g, ' ')}`);
  return [
    `# The workloads that the addons of ${release} render to: what is asked, kind, namespace, name.`,
    ...comments,
    ...workloads.map(({ check, kind, namespace, name }) => [check, kind, namespace, name].join('\t')),
    '',
  ].join('\n');
}
