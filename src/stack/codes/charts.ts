import type { CodeTable } from '../../code-description.ts';

const HELM_LOADER = 'the chart loader of Helm 3.19, which CSO uses';

/** What is wrong with the other files of a stack's charts. */
export const CHART_FOLDER_CODES: CodeTable<'chart-folders'> = {
  'chart-name': {
    title: 'the charts of the cluster class and of a single-stage addon are named for their line',
    why: 'CSO finds the cluster class by this name. The release always gets the right one; another in the source misleads its readers.',
    source: 'the release assets of the Cluster Stack Operator',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'cluster-class/Chart.yaml': 'apiVersion: v2\nname: docker-demo-1-31-cluster-class\nversion: v1\n' } },
  },
  'values-file': {
    title: 'a values.yaml is a map of keys',
    why: 'Helm cannot load the chart otherwise.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/values.yaml': 'mtu: 1500\n' } },
    fails: { files: { 'cluster-addon/cni/values.yaml': '- mtu: 1500\n' } },
  },
  'values-schema': {
    title: 'a values.schema.json is JSON',
    why: 'Helm checks the values against it before it renders, and fails when it cannot.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/values.schema.json': '{ "type": "object" }\n' } },
    fails: { files: { 'cluster-addon/cni/values.schema.json': '{ "type": "object", }\n' } },
  },
  helmignore: {
    title: 'a .helmignore has rules that Helm can read',
    why: 'Helm fails on a chart with other rules, "**" for instance.',
    source: 'the ignore rules of Helm 3.19',
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/.helmignore': '*.md\n' } },
    fails: { files: { 'cluster-addon/cni/.helmignore': '**/*.md\n' } },
  },
  'chart-file-too-large': {
    title: 'no file of a chart is larger than 5,242,880 bytes',
    why: 'Helm fails on a chart with such a file.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'cluster-addon/cni/files/dashboard.json has 6 MiB' },
  },
};
