/** Where two releases differ, by what a reader looks for. */
export type ChangeKind =
  /** Kubernetes, the release itself and its components, as metadata.yaml has them. */
  | 'version'
  /** A chart: its version, its application's, and those of the charts inside it. */
  | 'addon'
  /** Values of a chart. */
  | 'value'
  /** A variable of the ClusterClass. */
  | 'variable'
  /** A patch of the ClusterClass. */
  | 'patch'
  /** clusteraddon.yaml */
  | 'stage'
  /** node-images.yaml */
  | 'node-image'
  /** An object that a chart renders to. */
  | 'object'
  /** A file of the release, whatever comes of it. */
  | 'file'
  /** Something that was not compared, and why. */
  | 'unknown';

/** Why a difference means little, or what is special about it. */
export type ChangeRule =
  /** The release's own name or version. */
  | 'release-name'
  /** Labels that charts put on everything. */
  | 'helm-labels'
  /** A hash of something else that changed. */
  | 'checksums'
  /** Another value at every rendering. */
  | 'random'
  /** The same items in another order. */
  | 'order'
  /** What an API server makes the same of: null and nothing, a default and nothing, 1 and "1". */
  | 'defaults'
  /** The same data, written in another way. */
  | 'format'
  /** A definition of an API, told by its fields. */
  | 'crds'
  /** The default values of a chart inside a chart, and what it says about itself. */
  | 'chart-defaults'
  /** A file; what it makes is compared too. */
  | 'source'
  /** Computed from other files. */
  | 'derived';

/** A difference between two releases, as `--json` prints it. */
export interface Change {
  readonly kind: ChangeKind;
  readonly change: 'added' | 'removed' | 'changed' | 'renamed' | 'moved' | 'reordered';
  /** The addon that it belongs to, or `cluster-class`; absent for the release as a whole. */
  readonly part?: string;
  /** `DaemonSet kube-system/cilium`, `variable mtu`, `cni/cilium` */
  readonly object: string;
  /** `spec.template.spec.containers[cilium-agent].image`; empty for the object as a whole. */
  readonly path: string;
  /** Inside of a text that is JSON or YAML: the path there. */
  readonly inside?: string;
  /** The older value in few words; absent where there is none. Of secrets the size and the beginning of a hash. */
  readonly from?: string;
  /** The newer value, likewise. */
  readonly to?: string;
  /** The lines of a longer text that differ, with three around them, as `diff -u` shows them. */
  readonly lines?: readonly string[];
  /**
   * The number of places that change in this way.
   * @asType integer
   * @minimum 1
   */
  readonly places: number;
  /** The first places, where there are several. */
  readonly where?: readonly string[];
  /** Whether it is folded where not everything is shown. What restarts something never is. */
  readonly noise: boolean;
  readonly rule?: ChangeRule;
  /** That it takes something away from those who use it, in one sentence. */
  readonly breaking?: string;
}
