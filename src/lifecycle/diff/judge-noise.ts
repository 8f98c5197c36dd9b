import type { RenderedObject } from '../../chart/index.ts';
import { findPodSpec, groupOf, isClusterApi } from '../../compat/index.ts';
import { CHART_LABELS, isDefault, isEmptyField, isSameQuantity } from '../../effects/index.ts';
import type { ChangeRule } from './change.ts';
import type { Difference, Masks } from './compare-values.ts';
import { isUnordered } from './pair-items.ts';
import { lastKey, type Path } from './path.ts';

/** What a change of a field may replace. */
export type Reach = 'pods' | 'machines' | 'none';

/** The part of an object whose every change replaces something. */
export function findReach(object: RenderedObject): (path: Path) => Reach {
  const { apiVersion, kind } = object;
  if (isClusterApi(apiVersion)) return ([first]) => (kind !== 'ClusterClass' && first === 'spec' ? 'machines' : 'none');
  const keys = findPodSpec(object)?.path.split('.') ?? [];
  // Labels and annotations stand beside the pods' spec.
  const template = keys.length > 1 ? keys.slice(0, -1) : keys;
  return (path) => (keys.length > 0 && template.every((key, at) => path[at] === key) ? 'pods' : 'none');
}

const HASH = /^checksum[/-]|config-hash$/;

/** Where a difference is. */
export interface Position {
  readonly reach: Reach;
  /** Whether the API is one of Kubernetes' own, whose defaults are known. */
  readonly isKubernetes: boolean;
  /** Whether it is another at every rendering. */
  readonly isRandom: boolean;
}

/** Whether an API is one of Kubernetes' own. */
export function isKubernetesApi(apiVersion: string): boolean {
  return !isClusterApi(apiVersion) && /^(?:[^./]+|[\w.-]+\.k8s\.io)$/.test(groupOf(apiVersion) || 'core');
}

/** Why a difference means little, if it does. Whether it restarts something all the same is another question. */
export function findRule(difference: Difference, { reach, isKubernetes, isRandom }: Position, masks: Masks): ChangeRule | undefined {
  const { path, change, from, to } = difference;
  if (isRandom) return 'random';
  if (change === 'reordered') return isUnordered(lastKey(path)) ? 'order' : undefined;
  if (isOwnName(difference, masks)) return 'release-name';
  const [first, second, third] = path;
  if (first === 'metadata' && second === 'labels' && CHART_LABELS.has(third)) return 'helm-labels';
  if (path.at(-2) === 'annotations' && HASH.test(lastKey(path))) return 'checksums';
  if (isEmptyChange(difference, isKubernetes) || (reach !== 'machines' && isSameQuantity(path, from, to))) return 'defaults';
  return undefined;
}

/** Whether nothing but the release's own name, or its version where a label or a chart says it, is another. */
function isOwnName({ path, from, to }: Difference, masks: Masks): boolean {
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  const whole = path.includes('labels') || path.includes('annotations') ? 'whole' : undefined;
  return masks.before(from, whole) === masks.after(to, whole);
}

/** In APIs that are not Kubernetes' own nothing but null is nothing: what machines are made of is compared with little leniency. */
function isEmptyChange({ path, from, to, change }: Difference, isKubernetes: boolean): boolean {
  if (change !== 'added' && change !== 'removed' && from !== null && to !== null) return false;
  const value = from ?? to;
  if (value === null || value === undefined) return true;
  return isKubernetes && (isEmptyField(path, value) || isDefault(path, value));
}
