import type { CodeTable } from '../code-description.ts';

const HELM_LOADER = 'the chart loader of Helm 3.19, which CSO uses';

/** Codes for a Chart.yaml. */
export const CHART_CODES: CodeTable<'charts'> = {
  'chart-file': {
    title: 'a Chart.yaml is a map of keys',
    why: 'Otherwise Helm cannot load the chart, and CSO silently skips an addon that does not load.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/Chart.yaml': '- apiVersion: v2\n' } },
  },
  'chart-field': {
    title: 'a Chart.yaml has apiVersion, name and version',
    why: 'Helm rejects a chart without them. Where the release sets its own name and version, each must be on one line.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\n' } },
    fails: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\n' } },
  },
  'kube-version': {
    title: 'a chart’s kubeVersion accepts the Kubernetes version that it is rendered for',
    why: 'Otherwise Helm refuses to render the chart. CSO then skips the addon and reports the cluster as ready without it.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\nkubeVersion: ">= 1.28.0-0"\n' } },
    fails: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\nkubeVersion: "< 1.30.0"\n' } },
  },
};
