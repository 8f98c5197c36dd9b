import { groupOf, rankVersion, versionOf } from '../api-version.ts';
import type { ClusterApiTable, Provider, ProviderRelease } from '../knowledge/cluster-api.ts';
import { CRD_FIELDS } from '../knowledge/crd-fields.ts';

/** Whether a release of Cluster API or of one of its providers serves an API. */
export type Served =
  | { readonly kind: 'served' }
  /** A known kind at a version that none serves; those that are served, the oldest first. */
  | { readonly kind: 'not-served'; readonly served: readonly ServedVersion[]; readonly nearest: string }
  /** A kind that its group does not have; those that it has. */
  | { readonly kind: 'no-such-kind'; readonly kinds: readonly string[] }
  /** A group or a kind of which nothing is known. */
  | { readonly kind: 'unknown' };

export interface ServedVersion {
  readonly version: string;
  /** `CAPO 0.14`; empty where no table has them. */
  readonly releases: readonly string[];
}

/** Looks up `infrastructure.cluster.x-k8s.io/v1beta1`, `OpenStackClusterTemplate` in what the known releases serve. */
export function findServed(table: ClusterApiTable, apiVersion: string, kind: string): Served {
  const group = groupOf(apiVersion);
  const own = table.groups.find((entry) => entry.group === group)?.kinds;
  if (own !== undefined && !Object.hasOwn(own, kind)) return { kind: 'no-such-kind', kinds: Object.keys(own) };
  const provider = group.startsWith('infrastructure.') ? table.providers.find(({ prefix }) => kind.startsWith(prefix)) : undefined;
  const crd = CRD_FIELDS.kinds.find((entry) => entry.group === group && entry.kind === kind);
  const releases = new Map<string, readonly string[]>();
  for (const version of own?.[kind] ?? []) releases.set(version, []);
  for (const { release, serves } of provider?.releases ?? []) {
    for (const version of serves) releases.set(version, [...(releases.get(version) ?? []), release]);
  }
  for (const entry of crd?.versions ?? []) if (entry.spec !== undefined) releases.set(entry.version, entry.releases.flat());
  if (releases.size === 0) return { kind: 'unknown' };
  const wanted = versionOf(apiVersion);
  if (releases.has(wanted)) return { kind: 'served' };
  const served = [...releases.keys()].sort((left, right) => rankVersion(left) - rankVersion(right));
  const distance = (version: string) => Math.abs(rankVersion(version) - rankVersion(wanted));
  return {
    kind: 'not-served',
    served: served.map((version) => ({ version, releases: releases.get(version) ?? [] })),
    nearest: served.reduce((best, version) => (distance(version) <= distance(best) ? version : best)),
  };
}

const SUPPORTED = 3;

/** The newest releases of a provider: those that are maintained. */
export function listSupported({ releases }: Provider): readonly ProviderRelease[] {
  return releases.slice(-SUPPORTED);
}
