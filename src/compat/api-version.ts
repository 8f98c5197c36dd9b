/** `apps` of `apps/v1`; empty for the core group, `v1`. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** `v1` of `apps/v1`, and of `v1`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

const RANKS = ['alpha', 'beta', ''];

/** A number for the age of a version: `v1beta2` is above `v1beta1`, and `v1` above both. */
export function rankVersion(version: string): number {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  return match === null ? 0 : Number(match[1]) * 10_000 + RANKS.indexOf(match[2] ?? '') * 1_000 + Number(match[3] ?? 0);
}

/** The group of Cluster API's own kinds, the ClusterClass among them. */
export const CORE_GROUP = 'cluster.x-k8s.io';

/** Whether an API is Cluster API's own or one of its providers'. */
export function isClusterApi(apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return group === CORE_GROUP || group.endsWith(`.${CORE_GROUP}`);
}
