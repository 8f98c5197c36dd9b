import type { UpgradeEdge } from './model.ts';

/** A node of an update graph. */
export interface GraphRelease {
  readonly release: string;
  /** `oci://host/repository` */
  readonly source: string;
  readonly digest: string;
  /** Further facts, as texts. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Source: https://github.com/openshift/cincinnati/blob/master/docs/design/openshift.md, and its conditional edges */
export interface UpdateGraph {
  readonly version: 1;
  readonly nodes: readonly { readonly version: string; readonly payload: string; readonly metadata: Readonly<Record<string, string>> }[];
  /** Pairs of indices of nodes. */
  readonly edges: readonly (readonly [from: number, to: number])[];
  readonly conditionalEdges: readonly {
    readonly edges: readonly { readonly from: string; readonly to: string }[];
    readonly risks: readonly GraphRisk[];
  }[];
}

interface GraphRisk {
  readonly url: string;
  readonly name: string;
  readonly message: string;
  readonly matchingRules: readonly [{ readonly type: 'Always' }];
}

/**
 * An update graph in Cincinnati's shape, which viewers of OpenShift's graphs read. Refused steps are not in it; conditional ones
 * with the same reasons stand together.
 * @param edges between releases that are nodes; others are left out
 */
export function formatGraph(
  releases: readonly GraphRelease[],
  edges: readonly Pick<UpgradeEdge, 'from' | 'to' | 'verdict' | 'reasons'>[],
): UpdateGraph {
  const indices = new Map(releases.map(({ release }, index) => [release, index]));
  const known = edges.filter(({ from, to }) => indices.has(from) && indices.has(to));
  const groups = new Map<string, { readonly edges: { from: string; to: string }[]; readonly risks: readonly GraphRisk[] }>();
  for (const { from, to, verdict, reasons } of known) {
    if (verdict !== 'conditional') continue;
    const risks = reasons.map(
      ({ code, message, url = '' }) => ({ url, name: code, message, matchingRules: [{ type: 'Always' }] as const }) satisfies GraphRisk,
    );
    const key = JSON.stringify(risks);
    const group = groups.get(key) ?? { edges: [], risks };
    groups.set(key, group);
    group.edges.push({ from, to });
  }
  return {
    version: 1,
    nodes: releases.map(({ release, source, digest, metadata }) => ({ version: release, payload: `${source}@${digest}`, metadata })),
    edges: known.flatMap(({ from, to, verdict }) => (verdict === 'ok' ? [[indices.get(from) ?? 0, indices.get(to) ?? 0] as const] : [])),
    conditionalEdges: [...groups.values()],
  };
}
