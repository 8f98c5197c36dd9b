import type { Chart, Comparison, NestedUse, Rendering, ValuesTemplate } from '../chart/index.ts';
import type { TreeFile } from '../files/index.ts';
import type { Stack, Stages } from '../stack/index.ts';
import type { KubernetesVersion, Line, Version } from '../version/index.ts';
import type { Knowledge } from './knowledge/index.ts';

/** A chart of a release, and what Helm makes of it as CSO calls it. */
export interface RenderedChart {
  readonly chart: Chart;
  readonly rendering: Rendering;
  /** What its templates use; undefined where nobody looked, as for the next two. */
  readonly use?: NestedUse;
  /** What comes out otherwise when it is rendered again, with nothing changed. */
  readonly repeated?: Comparison;
  /** What comes out otherwise in a release that has the same content and the next version. */
  readonly renumbered?: Comparison;
}

/** An addon: one chart folder. */
export interface Addon extends RenderedChart {
  /** Its folder in `cluster-addon/`, which stages name; empty for the one chart of a single-stage stack. */
  readonly folder: string;
  /** Its overwrite.yaml, or a single-stage stack's cluster-addon-values.yaml. */
  readonly values?: ValuesTemplate;
}

/** A stack as it will ship, or a release as it was published: what rules look at. */
export interface Shipped {
  readonly line: Line;
  readonly kubernetes: KubernetesVersion;
  readonly version: Version;
  readonly clusterClass: RenderedChart;
  /** Sorted by folder. */
  readonly addons: readonly Addon[];
  /** Multi-stage stacks only. */
  readonly stages?: Stages;
  readonly nodeImages?: { readonly file: string; readonly content: TreeFile };
}

/** An earlier release that clusters are upgraded from. */
export interface EarlierRelease extends Shipped {
  /** Its tag, `openstack-scs-1-31-v4`. */
  readonly name: string;
  /** Of the same line, or of the Kubernetes minor before it. */
  readonly relation: 'line' | 'previous-minor';
}

/** An answer of the server that a node image's URL names. */
export interface ImageAnswer {
  readonly url: string;
  readonly kind: 'found' | 'missing' | 'unreachable';
  /** The hash that the `.CHECKSUM` beside it gives. */
  readonly checksum?: string;
  readonly message?: string;
}

/** All that rules may look at. The same facts give the same findings. */
export interface Facts extends Shipped {
  /** The source; undefined for a release that is read back from disk. */
  readonly stack?: Stack;
  /** Undefined when no source was asked. */
  readonly earlier?: readonly EarlierRelease[];
  /** The other Kubernetes minors that the source, or the same run, has releases of this stack for. */
  readonly otherMinors?: readonly number[];
  /** Undefined when no server was asked. */
  readonly images?: readonly ImageAnswer[];
  /** A release brings its dependencies along: what lacks here was only not at hand, by the names of the charts. */
  readonly notAtHand?: readonly string[];
  readonly knowledge: Knowledge;
  /** `2026-11-23` */
  readonly today: string;
  /** `v3.19.0`, undefined where there is none. */
  readonly helm?: string;
}
