import type { RenderedObject } from '../chart/index.js';
type ObjectName = Pick<RenderedObject, 'apiVersion' | 'kind' | 'name' | 'namespace'>;
/** The namespace that CSO applies addons through. Source: `clusterAddonNamespace` in CSO's clusteraddon controller. */
export declare const ADDON_NAMESPACE = "kube-system";
/**
 * The identity of an object in its cluster: equal texts name one object, whichever version of its API they use.
 * @param fallback the namespace of an object that names none; undefined where it is not known
 */
export declare function identifyObject({ apiVersion, kind, name, namespace }: ObjectName, fallback: string | undefined): string;
/** `DaemonSet/cilium` */
export declare function nameObject({ kind, name }: Pick<RenderedObject, 'kind' | 'name'>): string;
export {};
