import type { FileTree } from '../files/index.js';
import type { Place } from '../finding.js';
import type { YamlFile, YamlScalar } from '../yaml/index.js';
/** An entry of `dependencies` in Chart.yaml or Chart.lock. Source: https://helm.sh/docs/topics/charts/#chart-dependencies */
export interface Dependency {
    readonly name: string;
    /** An exact version or a constraint; empty where none is said. */
    readonly version: string;
    /** Empty for a chart that lies in `charts/` as a folder. */
    readonly repository: string;
    /** The name it goes by in values and in the rendered output, where it is not its own. */
    readonly alias?: string;
    readonly condition?: string;
    readonly tags: readonly string[];
    /** Of the version where there is one: in the Chart.yaml, or in the row of a versions.yaml that sets it. */
    readonly place: Place;
}
export interface ChartLock {
    readonly file: string;
    readonly dependencies: readonly Dependency[];
    /** `sha256:…` over the dependencies of Chart.yaml and Chart.lock. */
    readonly digest?: string;
    readonly place: Place;
}
/** An entry of `charts/`. */
export interface Subchart {
    /** `charts/cilium-1.17.4.tgz`, `charts/cilium`: relative to the chart. */
    readonly path: string;
    /** Where to show findings about it. */
    readonly place: Place;
    /** Any file is an `archive`, though it be none. */
    readonly kind: 'archive' | 'folder';
    /** Of an archive's bytes, in hex. */
    readonly sha256?: string;
    readonly content: {
        readonly kind: 'chart';
        readonly chart: Chart;
    } | {
        readonly kind: 'unreadable';
        readonly why: string;
    };
}
/** A Helm chart with all that lies inside it, archives unpacked in memory. */
export interface Chart {
    /** The folder to show, `stacks/docker/scs/cluster-addon/cni`; inside archives `…/charts/cilium-1.17.4.tgz/cilium`. */
    readonly path: string;
    /** Its Chart.yaml. */
    readonly yaml: YamlFile;
    readonly name: YamlScalar;
    readonly version: YamlScalar;
    readonly appVersion?: YamlScalar;
    readonly kubeVersion?: YamlScalar;
    readonly dependencies: readonly Dependency[];
    readonly lock?: ChartLock;
    /** Sorted by path. */
    readonly subcharts: readonly Subchart[];
    /**
     * The files of it that ship (Helm's ignore rules applied), with paths relative to the chart; archives as they are. Inside of
     * archives only the files that tell what a chart is and what it contains.
     */
    readonly files: FileTree;
}
