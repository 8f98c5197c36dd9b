import { isClusterApi, versionOf } from '../api-version.ts';
import type { ClusterApiTable, CoreRelease } from '../knowledge/cluster-api.ts';
import { CRD_FIELDS } from '../knowledge/crd-fields.ts';
import { isWithin } from './core-range.ts';
import { findFields, listLacking, listReleases } from './fields/check-fields.ts';
import { listObjects } from './model.ts';

/** An API that a cluster class is made of, and who serves it. */
export interface Demand {
  readonly apiVersion: string;
  readonly kind: string;
  /**
   * Releases of Cluster API and its providers, `CAPO 0.14`, that serve it with all the fields that are used; where none
   * has all the fields, those that serve it. Undefined where nothing is known of the kind.
   */
  readonly releases: readonly string[] | undefined;
}

/** The APIs of Cluster API and its providers in a rendered cluster class, each once. */
export function listDemands(rendered: Parameters<typeof listObjects>[0], table: ClusterApiTable): readonly Demand[] {
  const demands = new Map<string, Demand>();
  for (const object of listObjects(rendered)) {
    const { apiVersion, kind } = object;
    if (!isClusterApi(apiVersion)) continue;
    const serving = listServing(table, apiVersion, kind);
    const lacking = new Set(listLacking(object));
    const complete = serving?.filter((release) => !lacking.has(release));
    const key = `${apiVersion} ${kind}`;
    const earlier = demands.get(key)?.releases;
    const own = complete?.length === 0 ? serving : complete;
    demands.set(key, { apiVersion, kind, releases: earlier && own ? earlier.filter((release) => own.includes(release)) : own });
  }
  return [...demands.values()];
}

/** The releases that serve a kind; undefined where nothing is known of it. */
function listServing(table: ClusterApiTable, apiVersion: string, kind: string): readonly string[] | undefined {
  const lookup = findFields(CRD_FIELDS, apiVersion, kind);
  const provider = table.providers.find(({ prefix }) => kind.startsWith(prefix));
  const named = provider?.releases.filter(({ serves }) => serves.includes(versionOf(apiVersion))) ?? listUnread(table, apiVersion);
  const byVersion = named.map(({ release }) => release);
  if (lookup.kind === 'known') return [...new Set([...listReleases(lookup.fields.version), ...byVersion])];
  return provider === undefined && lookup.kind === 'unknown' ? undefined : byVersion;
}

/** Releases of Cluster API newer than those whose fields were read: they serve what is not announced to end. */
function listUnread({ releases, deprecated }: ClusterApiTable, apiVersion: string): readonly CoreRelease[] {
  const end = deprecated.find(({ version }) => version === versionOf(apiVersion))?.until.replace('CAPI ', '');
  return releases.filter((core) => !READ.has(core.release) && (end === undefined || !isWithin(core, [end])));
}

const READ: ReadonlySet<string> = new Set(CRD_FIELDS.kinds.flatMap(({ versions }) => versions.flatMap(({ releases }) => releases.flat())));
