import type { AddonRule, ChartVersions } from './addons.ts';
import type { Knowledge } from './knowledge.ts';
import type { KubernetesTable } from './kubernetes.ts';

/** Knowledge of a user: in a file for `--knowledge`, and (its addons) in compatibility.yaml. */
export interface KnowledgeFile {
  /** Each replaces the rule for its chart, or adds one. */
  readonly addons?: readonly AddonRule[];
  /** Each adds to the versions of its chart; its other fields replace the chart's. */
  readonly charts?: readonly ChartVersions[];
  /** Adds to the dates, or replaces them one by one. */
  readonly kubernetes?: Partial<KubernetesTable> & Pick<KubernetesTable, 'source' | 'asOf'>;
}

/** The knowledge, with a user's own added. Neither argument is changed. */
export function mergeKnowledge(base: Knowledge, extra: KnowledgeFile): Knowledge {
  const { addons = [], charts = [], kubernetes } = extra;
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
  };
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
