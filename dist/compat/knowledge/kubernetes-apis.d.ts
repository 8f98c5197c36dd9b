/** The life of one kind in one API version, in Kubernetes minors: `"1.25"`. */
export interface ApiLife {
    /** The first to serve it; left out where that is older than any release in use. */
    readonly introduced?: string;
    readonly deprecated?: string;
    /** The first that serves it no more. Above `newestReleased` a plan, not final. */
    readonly removed?: string;
    /** The API version to use instead, `policy/v1`. */
    readonly replacement?: string;
    /** Served only where the API server's `--runtime-config` turns it on: alpha, and beta since 1.24. */
    readonly offByDefault?: boolean;
    readonly scope: Scope;
}
export type Scope = 'Namespaced' | 'Cluster';
/** The APIs of Kubernetes itself, and the scopes of widespread custom kinds. */
export interface KubernetesApiTable {
    readonly source: string;
    /** `2026-11-22` */
    readonly asOf: string;
    /** The newest minor that is released; what the table has of later ones is a plan. */
    readonly newestReleased: string;
    /** By API version and kind, `policy/v1beta1/PodDisruptionBudget`, `v1/ConfigMap`. */
    readonly apis: Readonly<Record<string, ApiLife>>;
    /** By group and kind, `cilium.io/CiliumNetworkPolicy`. */
    readonly customScopes: Readonly<Record<string, Scope>>;
    /** Groups whose CRDs no chart renders, since the chart's own controller makes them: group to chart. */
    readonly installedBy: Readonly<Record<string, string>>;
}
export declare const KUBERNETES_APIS: KubernetesApiTable;
