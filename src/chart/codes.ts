import type { CodeTable } from '../code-description.ts';

const HELM_LOADER = 'the chart loader of Helm 3.19, which CSO uses';

/** What is wrong with a Chart.yaml. */
export const CHART_CODES: CodeTable<'charts'> = {
  'chart-file': {
    title: 'a Chart.yaml is a map of keys',
    why: 'Helm cannot load the chart otherwise, and CSO passes over an addon that does not load without a word.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon/cni/Chart.yaml': '- apiVersion: v2\n' } },
  },
  'chart-field': {
    title: 'a Chart.yaml has apiVersion, name and version',
    why: 'Helm refuses a chart without them. Where the release sets its own name and version, they stand on one line each.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\n' } },
    fails: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\n' } },
  },
  'kube-version': {
    title: 'kubeVersion of a chart accepts the Kubernetes version that it is rendered for',
    why: 'Helm refuses to render the chart. CSO then passes over the addon, and calls the cluster ready without it.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\nkubeVersion: ">= 1.28.0-0"\n' } },
    fails: { files: { 'cluster-addon/cni/Chart.yaml': 'apiVersion: v2\nname: cni\nversion: 1.0.0\nkubeVersion: "< 1.30.0"\n' } },
  },
};
