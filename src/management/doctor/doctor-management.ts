import { createFinding, type Finding } from '../../finding.ts';
import { openReading } from '../../lifecycle/index.ts';
import type { CheckOptions, Runtime } from '../../request.ts';
import { TOOL } from '../../tool.ts';
import type { ReleaseState } from '../manifests/offered-release.ts';
import { judgeOffered, type ReadRelease, readOffered } from '../manifests/read-offered.ts';
import { askCluster } from './ask-cluster.ts';
import type { ClusterState } from './cluster-state.ts';
import { judgeInstalled } from './judge-installed.ts';
import { groupByClass, judgeUse } from './judge-use.ts';
import { listInstalled, minorOf } from './list-installed.ts';
import { openKubectl } from './open-kubectl.ts';
import type { ManagementDoctorReport, ManagementReport } from './report.ts';

export interface ManagementDoctorRequest extends Pick<CheckOptions, 'knowledge' | 'offline'> {
  /** A file; undefined for what kubectl takes by itself. */
  readonly kubeconfig: string | undefined;
  /** Where releases are that it is held against; none leaves that out. */
  readonly sources: readonly string[];
  /** By release. */
  readonly states: ReadonlyMap<string, ReleaseState>;
}

/**
 * Tells what a running management cluster has, and what of it does not fit. Reads alone.
 * @throws ReleaseError `usage` without kubectl, and what listing a source throws
 */
export async function doctorManagement(request: ManagementDoctorRequest, runtime: Runtime): Promise<ManagementDoctorReport> {
  const { kubeconfig, sources, states, knowledge, offline } = request;
  const ask = openKubectl(kubeconfig, runtime);
  const reading = await openReading({ knowledge, offline, source: sources[0] ?? '' }, runtime);
  const [state, offered] = await Promise.all([askCluster(ask), sources.length === 0 ? undefined : readOffered(reading, sources, states)]);
  const { node = 'unknown' } = runtime;
  const { helm, knowledge: tables } = reading.instruments;
  const management = describeCluster(state, offered?.releases, tables);
  const runs = (offered?.releases ?? []).flatMap(({ run }) => run ?? []);
  const findings = [...(offered?.findings ?? []), ...judgeOffered(runs, tables), ...management.findings];
  return { schemaVersion: 1, tool: TOOL, node, ...(helm !== undefined && { helm }), targets: [], management: { ...management, findings } };
}

/** The same of what was seen. */
export function describeCluster(
  state: ClusterState,
  offered: readonly ReadRelease[] | undefined,
  tables: Parameters<typeof judgeInstalled>[2],
): ManagementReport {
  const runs = (offered ?? []).flatMap(({ run }) => run ?? []);
  const names = new Set(offered?.map(({ name }) => name));
  return {
    ...(state.kubernetes !== undefined && { kubernetes: state.kubernetes }),
    installed: listInstalled(state).map(({ name, namespace, version, gates }) => ({
      name,
      namespace,
      ...(version !== undefined && { version }),
      ...(gates !== undefined && Object.keys(gates).length > 0 && { gates }),
    })),
    clusterStacks: state.clusterStacks.items.map(({ name, namespace, line, versions, autoSubscribe }) => ({
      name,
      namespace,
      versions,
      autoSubscribe,
      ready: state.releases.items
        .filter((one) => one.namespace === namespace && one.isReady && one.name.startsWith(`${line}-`))
        .map((one) => one.name),
    })),
    classes: groupByClass(state).map(([name, clusters]) => ({
      name,
      ...(offered !== undefined && { offered: names.has(name.replace('.', '-')) }),
      clusters: clusters.map((one) => ({
        name: one.name,
        namespace: one.namespace,
        ...(one.kubernetes !== undefined && { kubernetes: one.kubernetes }),
      })),
    })),
    findings:
      state.gone === undefined
        ? [...judgeSeen(state), ...judgeInstalled(state, runs, tables), ...judgeUse(state, offered)]
        : [judgeGone(state.gone)],
  };
}

function judgeGone(why: string): Finding {
  return createFinding('refuse', 'cluster-unseen', 'the management cluster', `does not tell what it has: ${why}`);
}

const PARTS = {
  deployments: 'deployments, which tell the versions of what is installed and its feature gates',
  providers: 'providers of Cluster API',
  clusterStacks: 'ClusterStacks',
  releases: 'ClusterStackReleases',
  clusters: 'clusters',
} as const;

function judgeSeen(state: ClusterState): readonly Finding[] {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).flatMap((part) => {
    const seen = state[part];
    return seen.kind === 'seen' ? [] : [createFinding('unknown', 'cluster-unseen', part, `not all ${PARTS[part]} were seen: ${seen.why}`)];
  });
  if (minorOf(state.kubernetes) !== undefined) return parts;
  const message = 'the server does not tell a version of Kubernetes 1, so nothing is held against it';
  return [createFinding('unknown', 'cluster-unseen', 'Kubernetes', message), ...parts];
}
