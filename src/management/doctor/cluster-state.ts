import type { Answer } from './open-kubectl.ts';

/** Objects of a kind; `unseen` where there may be more, and why. */
export type Seen<Item> =
  | { readonly kind: 'seen'; readonly items: readonly Item[] }
  | { readonly kind: 'unseen'; readonly items: readonly Item[]; readonly why: string };

export interface Deployment {
  readonly name: string;
  readonly namespace: string;
  /** The label `cluster.x-k8s.io/provider`: `cluster-api`, `infrastructure-openstack`, `cluster-stack-operator`. */
  readonly provider: string | undefined;
  readonly images: readonly string[];
  /** Those that its containers are told; all others are as they are by default. */
  readonly gates: Readonly<Record<string, boolean>>;
}

/** A provider as clusterctl or the Cluster API operator keeps its record. */
export interface InstalledProvider {
  /** As in the label of its deployment: `cluster-api`, `infrastructure-openstack`. */
  readonly provider: string;
  readonly namespace: string;
  readonly version: string | undefined;
}

export interface ClusterStack {
  readonly name: string;
  readonly namespace: string;
  readonly line: string;
  readonly versions: readonly string[];
  readonly autoSubscribe: boolean;
}

export interface ClusterStackRelease {
  readonly name: string;
  readonly namespace: string;
  readonly isReady: boolean;
}

export interface Cluster {
  readonly name: string;
  readonly namespace: string;
  readonly class: string | undefined;
  /** Where its class is: its own namespace unless said. */
  readonly classNamespace: string;
  readonly kubernetes: string | undefined;
}

/** A management cluster, as far as it could be seen. */
export interface ClusterState {
  /** `v1.34.3` */
  readonly kubernetes: string | undefined;
  readonly deployments: Seen<Deployment>;
  readonly providers: Seen<InstalledProvider>;
  readonly clusterStacks: Seen<ClusterStack>;
  readonly releases: Seen<ClusterStackRelease>;
  readonly clusters: Seen<Cluster>;
  /** Why nothing at all was answered; undefined where something was. */
  readonly gone: string | undefined;
}

/** What is absent has no items; all else that is not found is not known. */
export function describeAnswer(answer: Exclude<Answer, { readonly kind: 'found' | 'absent' }>): string {
  return answer.kind === 'denied' ? `the user may not: ${answer.why}` : answer.why;
}
