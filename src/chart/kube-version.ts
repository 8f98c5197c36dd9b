import { createFinding, type Finding } from '../finding.ts';
import { getNode, getText } from '../yaml/index.ts';
import type { ChartFile } from './chart-file.ts';
import { acceptsVersion, parseConstraint } from './constraint.ts';

/** The Kubernetes version of CSO's own Helm 3.19, which cluster classes are rendered with. */
export const CLASS_KUBERNETES_VERSION = 'v1.34.0';

/**
 * Whether Helm will render a chart for a Kubernetes version. It checks `kubeVersion` of the chart that it renders,
 * not of its dependencies, and CSO silently skips an addon that does not render.
 *
 * @param rendered what the version is, for the message: "CSO renders cluster classes as"
 */
export function checkKubeVersion(chart: ChartFile, version: string, rendered: string): Finding[] {
  const { yaml } = chart;
  const scalar = getText(yaml, getNode(yaml.root, 'kubeVersion'));
  if (scalar === undefined || scalar.source === '') return [];
  const constraint = parseConstraint(scalar.source);
  if (constraint !== undefined && acceptsVersion(constraint, version)) return [];
  const what = constraint === undefined ? 'is not a constraint that Helm can read' : `does not accept ${version}`;
  const message = `kubeVersion ${JSON.stringify(scalar.source)} ${what}, which ${rendered}: Helm refuses to render the chart`;
  return [createFinding('refuse', 'kube-version', yaml.file, message, scalar.place)];
}
