import { compareSemverTexts } from '../../chart/index.ts';
import type { AddonRule, ChartVersions } from './addons.ts';
import type { ClusterApiTable, CoreRelease, OperatorRelease, ProviderRelease } from './cluster-api.ts';
import type { Knowledge } from './knowledge.ts';
import type { KubernetesTable } from './kubernetes.ts';
import type { ComponentRelease, InstallerRelease, ManagementTable } from './management.ts';

/** Knowledge of a user: in a file for `--knowledge`, and (its addons) in compatibility.yaml. */
export interface KnowledgeFile {
  /** Each replaces the rule for its chart, or adds one. */
  readonly addons?: readonly AddonRule[];
  /** Each adds to the versions of its chart; its other fields replace the chart's. */
  readonly charts?: readonly ChartVersions[];
  /** Adds to the dates, or replaces them one by one. */
  readonly kubernetes?: Partial<KubernetesTable> & Pick<KubernetesTable, 'source' | 'asOf'>;
  /** Each release replaces the one of its name, or adds one. */
  readonly clusterApi?: Pick<ClusterApiTable, 'source' | 'asOf'> & {
    readonly releases?: readonly CoreRelease[];
    /** By the providers that are known. */
    readonly providers?: readonly { readonly name: string; readonly releases: readonly ProviderRelease[] }[];
    readonly operators?: readonly Omit<OperatorRelease, 'creates' | 'source'>[];
  };
  /** The same of what a management cluster runs besides. */
  readonly management?: Pick<ManagementTable, 'source' | 'asOf'> & {
    readonly operator?: readonly InstallerRelease[];
    readonly components?: readonly { readonly name: string; readonly releases: readonly ComponentRelease[] }[];
  };
}

/** The knowledge, with a user's own added. Neither argument is changed. */
export function mergeKnowledge(base: Knowledge, extra: KnowledgeFile): Knowledge {
  const { addons = [], charts = [], kubernetes, clusterApi, management } = extra;
  return {
    ...base,
    addons: {
      rules: mergeByChart(base.addons.rules, addons, (_, added) => added),
      charts: mergeByChart(base.addons.charts, charts, (known, added) => ({
        ...known,
        ...added,
        appVersions: { ...known.appVersions, ...added.appVersions },
      })),
    },
    kubernetes: {
      ...base.kubernetes,
      ...kubernetes,
      endOfLife: { ...base.kubernetes.endOfLife, ...kubernetes?.endOfLife },
      last: { ...base.kubernetes.last, ...kubernetes?.last },
      released: { ...base.kubernetes.released, ...kubernetes?.released },
      byTag: [...new Set([...(base.kubernetes.byTag ?? []), ...(kubernetes?.byTag ?? [])])],
    },
    ...(clusterApi && { clusterApi: mergeClusterApi(base.clusterApi, clusterApi) }),
    ...(management && { management: mergeManagement(base.management, management) }),
  };
}

function mergeClusterApi(base: ClusterApiTable, extra: NonNullable<KnowledgeFile['clusterApi']>): ClusterApiTable {
  const { source, asOf, releases = [], providers = [], operators = [] } = extra;
  const rights = base.operators.at(-1)?.creates ?? [];
  return {
    ...base,
    source: `${base.source}; ${source}`,
    asOf,
    releases: mergeReleases(base.releases, releases, ({ release }) => release),
    providers: mergeInto(base.providers, providers, ({ release }) => release),
    operators: mergeReleases(
      base.operators,
      // What a new release may create is not known: as much as the one before, since it is told by the same chart.
      operators.map((operator) => ({ creates: rights, source, ...operator })),
      ({ release }) => release,
    ),
  };
}

function mergeManagement(base: ManagementTable, extra: NonNullable<KnowledgeFile['management']>): ManagementTable {
  const { source, asOf, operator = [], components = [] } = extra;
  return {
    source: `${base.source}; ${source}`,
    asOf,
    operator: mergeReleases(base.operator, operator, ({ version }) => version),
    components: mergeInto(base.components, components, ({ version }) => version),
  };
}

/** Adds releases to the entries of the same name. */
function mergeInto<Release, Entry extends { readonly name: string; readonly releases: readonly Release[] }>(
  base: readonly Entry[],
  extra: readonly { readonly name: string; readonly releases: readonly Release[] }[],
  nameOf: (release: Release) => string,
): Entry[] {
  return base.map((entry) => {
    const added = extra.filter(({ name }) => name === entry.name).flatMap(({ releases }) => releases);
    return added.length === 0 ? entry : { ...entry, releases: mergeReleases(entry.releases, added, nameOf) };
  });
}

/** Oldest first, whatever order the added ones come in. */
function mergeReleases<Release>(base: readonly Release[], extra: readonly Release[], nameOf: (release: Release) => string): Release[] {
  const merged = new Map([...base, ...extra].map((release) => [nameOf(release), release]));
  // `v1.19.1`, `CSO 0.2.0-alpha.1`
  const versionOf = (release: Release) => nameOf(release).split(' ').at(-1) ?? '';
  return [...merged.values()].sort((a, b) => compareSemverTexts(versionOf(a), versionOf(b)));
}

/** The date of the newest entry. */
export function newestAsOf({ addons, ...tables }: Knowledge): string {
  const dated = [...addons.rules, ...addons.charts, ...Object.values(tables)];
  return dated.reduce((newest, { asOf }) => (asOf > newest ? asOf : newest), '');
}

function mergeByChart<T extends { readonly chart: string }>(
  base: readonly T[],
  extra: readonly T[],
  merge: (known: T, added: T) => T,
): T[] {
  const merged = new Map(base.map((entry) => [entry.chart, entry]));
  for (const entry of extra) {
    const known = merged.get(entry.chart);
    merged.set(entry.chart, known === undefined ? entry : merge(known, entry));
  }
  return [...merged.values()];
}
