import { createFinding, type Finding } from '../../finding.ts';
import { groupBy } from '../../group-by.ts';
import { formatClusterClassName, formatLine, formatReleaseName, formatVersion, parseReleaseName } from '../../version/index.ts';
import { isOpen, type OfferedRelease } from '../manifests/offered-release.ts';
import type { Cluster, ClusterState } from './cluster-state.ts';

/**
 * Releases that are listed, ready and used.
 * @param offered undefined where no source was asked
 */
export function judgeUse(state: ClusterState, offered: readonly OfferedRelease[] | undefined): readonly Finding[] {
  return [...judgeListed(state), ...groupByClass(state).flatMap(([name, clusters]) => judgeClass(name, clusters, state, offered))];
}

/** Clusters by their class. */
export function groupByClass({ clusters }: ClusterState): readonly (readonly [name: string, clusters: readonly Cluster[]])[] {
  const made = clusters.items.filter((cluster) => cluster.class !== undefined);
  return [...groupBy(made, (cluster) => cluster.class ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
}

function judgeListed({ clusterStacks, releases }: ClusterState): readonly Finding[] {
  if (releases.kind === 'unseen') return [];
  return clusterStacks.items.flatMap(({ name, namespace, line, versions }) => {
    const missing = versions.filter((version) => {
      const release = `${line}-${version.replace('.', '-')}`;
      return !releases.items.some((one) => one.namespace === namespace && one.name === release && one.isReady);
    });
    if (missing.length === 0) return [];
    const message = `lists ${missing.join(', ')}, of which there is no ready ClusterStackRelease; see its conditions`;
    return [createFinding('warn', 'release-missing', `${namespace}/${name}`, message)];
  });
}

function judgeClass(
  name: string,
  clusters: readonly Cluster[],
  state: ClusterState,
  offered: readonly OfferedRelease[] | undefined,
): readonly Finding[] {
  const users = `${clusters.length === 1 ? 'a cluster uses' : `${clusters.length} clusters use`} it, ${clusters
    .slice(0, 3)
    .map((one) => `${one.namespace}/${one.name}`)
    .join(', ')}${clusters.length > 3 ? ', …' : ''}`;
  const release = parseReleaseName(name.replace('.', '-'));
  return [
    ...(offered === undefined ? [] : [judgeOffer(name, users, offered)]),
    ...(release === undefined ? [] : judgeLists(name, clusters, state, release)),
  ];
}

function judgeOffer(name: string, users: string, offered: readonly OfferedRelease[]): Finding {
  const own = offered.find((release) => formatClusterClassName(release) === name);
  if (own === undefined) return createFinding('warn', 'release-in-use', name, `${users}, and no source has its release`);
  if (isOpen(own)) return createFinding('ok', 'release-in-use', name, `${users}, and its release is on offer`);
  const { name: state, replacedBy } = own.state ?? {};
  return createFinding(
    'warn',
    'release-in-use',
    name,
    `${users}, and its release is ${state}${replacedBy ? `; move to ${replacedBy}` : '; move to a newer one'}`,
  );
}

/** CSO counts clusters of the ClusterStack's own namespace alone. */
function judgeLists(
  name: string,
  clusters: readonly Cluster[],
  { clusterStacks, clusters: seen }: ClusterState,
  release: NonNullable<ReturnType<typeof parseReleaseName>>,
): readonly Finding[] {
  // Clusters that were not seen may be those of the same namespace.
  if (clusterStacks.kind === 'unseen' || seen.kind === 'unseen') return [];
  const places = new Set(clusters.filter((one) => one.namespace !== one.classNamespace).map(({ classNamespace }) => classNamespace));
  const unlisted = [...places].filter((namespace) => {
    const own = clusterStacks.items.filter((stack) => stack.namespace === namespace && stack.line === formatLine(release.line));
    const isUsedThere = clusters.some((one) => one.namespace === namespace);
    return own.length > 0 && !isUsedThere && !own.some(({ versions }) => versions.includes(formatVersion(release.version)));
  });
  return unlisted.map((namespace) =>
    createFinding(
      'refuse',
      'class-unlisted',
      `${namespace}/${name}`,
      `no ClusterStack of its namespace lists ${formatReleaseName(release)}, and only clusters of other namespaces use it: CSO deletes it with the next newer release; add it to the list`,
    ),
  );
}
