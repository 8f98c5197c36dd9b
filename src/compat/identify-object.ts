import type { RenderedObject } from '../chart/index.ts';
import { groupOf } from './api-version.ts';

type ObjectName = Pick<RenderedObject, 'apiVersion' | 'kind' | 'name' | 'namespace'>;

/** The namespace that CSO applies addons through. Source: `clusterAddonNamespace` in CSO's clusteraddon controller. */
export const ADDON_NAMESPACE = 'kube-system';

/**
 * The identity of an object in its cluster: equal texts name one object, whichever version of its API they use.
 * @param fallback the namespace of an object that names none; undefined where it is not known
 */
export function identifyObject({ apiVersion, kind, name, namespace }: ObjectName, fallback: string | undefined): string {
  return [groupOf(apiVersion), kind, namespace || (fallback ?? ''), name].join(' ');
}

/** `DaemonSet/cilium` */
export function nameObject({ kind, name }: Pick<RenderedObject, 'kind' | 'name'>): string {
  return `${kind || 'object'}/${name || '(no name)'}`;
}
