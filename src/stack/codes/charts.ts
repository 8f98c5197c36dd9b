import type { CodeTable } from '../../code-description.ts';

const HELM_LOADER = 'the chart loader of Helm 3.19, which CSO uses';

/** Codes for the other files of a stack's charts. */
export const CHART_FOLDER_CODES: CodeTable<'chart-folders'> = {
  'chart-name': {
    title: 'the charts of the cluster class and of a single-stage addon are named after their line',
    why: 'CSO finds the cluster class by this name. The release always has the right one, but another name in the source misleads its readers.',
    source: 'CSO’s release assets',
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
    title: 'a values.schema.json is valid JSON',
    why: 'Helm validates the values against it before it renders, and fails if it cannot.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/values.schema.json': '{ "type": "object" }\n' } },
    fails: { files: { 'cluster-addon/cni/values.schema.json': '{ "type": "object", }\n' } },
  },
  helmignore: {
    title: 'a .helmignore has rules that Helm can read',
    why: 'Helm fails on a chart with any other rule, such as one with "**".',
    source: 'the ignore rules of Helm 3.19',
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/.helmignore': '*.md\n' } },
    fails: { files: { 'cluster-addon/cni/.helmignore': '**/*.md\n' } },
  },
  'chart-file-too-large': {
    title: 'no file of a chart is larger than 5,242,880 bytes',
    why: 'Helm fails on a chart with a larger file.',
    source: HELM_LOADER,
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: {}, note: 'cluster-addon/cni/files/dashboard.json is 6 MiB large' },
  },
};
