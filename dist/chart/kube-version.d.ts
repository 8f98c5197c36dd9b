import { type Finding } from '../finding.js';
import type { ChartFile } from './chart-file.js';
/** The Kubernetes version of CSO's own Helm 3.19, which cluster classes are rendered with. */
export declare const CLASS_KUBERNETES_VERSION = "v1.34.0";
/**
 * Whether Helm will render a chart for a Kubernetes version. It checks `kubeVersion` of the chart that it renders,
 * not of its dependencies, and CSO silently skips an addon that does not render.
 *
 * @param rendered what the version is, for the message: "CSO renders cluster classes as"
 */
export declare function checkKubeVersion(chart: ChartFile, version: string, rendered: string): Finding[];
