import type { Minor } from '../version/index.ts';
import { minorsAbove } from '../version/index.ts';
import { groupOf } from './api-version.ts';
import type { ApiLife, KubernetesApiTable } from './knowledge/kubernetes-apis.ts';

/** How a Kubernetes minor stands to one kind in one API version. */
export type ApiState =
  /** Kubernetes itself serves it in no minor that the table knows. */
  | { readonly kind: 'unlisted' }
  /** Only later minors serve it. */
  | { readonly kind: 'coming'; readonly life: ApiLife }
  /** An earlier minor was the last to serve it. */
  | { readonly kind: 'removed'; readonly life: ApiLife }
  /** It is served where the API server's `--runtime-config` turns it on. */
  | { readonly kind: 'off'; readonly life: ApiLife }
  | { readonly kind: 'served'; readonly life: ApiLife };

/** The state of a kind of Kubernetes' own. Of a minor above the table's newest it is what was planned. */
export function findApi({ apis }: KubernetesApiTable, apiVersion: string, kind: string, kubernetes: Minor): ApiState {
  const life = apis[`${apiVersion}/${kind}`];
  return life === undefined ? { kind: 'unlisted' } : { kind: stateOf(life, kubernetes), life };
}

function stateOf({ introduced, removed, offByDefault }: ApiLife, kubernetes: Minor): Exclude<ApiState['kind'], 'unlisted'> {
  if (introduced !== undefined && minorsAbove(kubernetes, introduced) < 0) return 'coming';
  if (removed !== undefined && minorsAbove(kubernetes, removed) >= 0) return 'removed';
  return offByDefault ? 'off' : 'served';
}

/** The API versions in which a Kubernetes minor serves a kind of that name, without anything being turned on. */
export function listServedIn({ apis }: KubernetesApiTable, kind: string, kubernetes: Minor): readonly string[] {
  const own = Object.entries(apis).filter(([key]) => key.endsWith(`/${kind}`));
  return own.filter(([, life]) => stateOf(life, kubernetes) === 'served').map(([key]) => key.slice(0, -kind.length - 1));
}

/** Whether a group is Kubernetes' own, so that the table has all its kinds; no other group is without a dot. */
export function isBuiltIn({ apis }: KubernetesApiTable, apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return !group.includes('.') || Object.keys(apis).some((key) => key.startsWith(`${group}/`));
}

/** Whether a minor is above all that the table was made from: it may serve kinds that the table does not have. */
export function isAboveTable({ newestReleased }: KubernetesApiTable, kubernetes: Minor): boolean {
  return minorsAbove(kubernetes, newestReleased) > 0;
}
