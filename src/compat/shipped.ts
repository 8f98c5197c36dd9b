import type { Chart, Comparison, NestedUse, Rendering, ValuesTemplate } from '../chart/index.ts';
import type { Component } from '../component.ts';
import type { TreeFile } from '../files/index.ts';
import type { Stages } from '../stack/index.ts';
import type { KubernetesVersion, Line, Version } from '../version/index.ts';
import type { ClusterClass } from './cluster-class/model.ts';

/** A chart of a release, and what Helm makes of it as CSO calls it. */
export interface RenderedChart {
  readonly chart: Chart;
  readonly rendering: Rendering;
  /** The functions and names that its templates use; undefined where nobody looked, as for the next two. */
  readonly use?: NestedUse;
  /** The differences when it is rendered again, with nothing changed. */
  readonly repeated?: Comparison;
  /** The differences in a release that has the same content and the next version. */
  readonly renumbered?: Comparison;
}

/** The cluster class. */
export interface ShippedClass extends RenderedChart {
  /** The ClusterClasses that it renders to, read when first asked for: one, as it should be. */
  readonly classes: () => readonly ClusterClass[];
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
  /** The addons' own version, by which CSO tells whether to apply them; undefined where it is not known. */
  readonly addonVersion?: Version;
  readonly clusterClass: ShippedClass;
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
  /** The parts of which the new release has other files; undefined where nobody compared them. */
  readonly changed?: readonly Component[];
}
