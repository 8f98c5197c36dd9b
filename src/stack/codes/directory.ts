import type { CodeTable } from '../../code-description.ts';

const NAMES_SOURCE = 'CSO’s release names: <provider>-<name>-<major>-<minor>-<version>';

/** A csctl.yaml of the small stack with one line changed. */
function config(change: { readonly kubernetes?: string; readonly name?: string; readonly provider?: string; readonly method?: string }) {
  const { kubernetes = 'v1.32.5', name = 'demo', provider = 'docker', method } = change;
  return {
    'csctl.yaml': [
      'apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1',
      'config:',
      `  kubernetesVersion: ${kubernetes}`,
      `  clusterStackName: ${name}`,
      '  provider:',
      `    type: ${provider}`,
      '    apiVersion: docker.csctl.clusterstack.x-k8s.io/v1alpha1',
      ...(method === undefined ? [] : ['    config:', `      method: ${method}`]),
      '',
    ].join('\n'),
  };
}

/** Codes for the stack's directory and its csctl.yaml. */
export const DIRECTORY_CODES: CodeTable<'directory'> = {
  'missing-file': {
    title: 'every file that a stack needs exists',
    why: 'Without csctl.yaml there is no line, without Chart.yaml no chart, and without clusteraddon.yaml or cluster-addon-values.yaml no addon.',
    verdicts: ['refuse', 'warn'],
    passes: { files: {} },
    fails: { files: { 'clusteraddon.yaml': null } },
  },
  'missing-folder': {
    title: 'cluster-class/ and cluster-addon/ exist and are not empty',
    why: 'CSO cannot use a release without an archive of each.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: {
      files: { 'cluster-class/Chart.yaml': null, 'cluster-class/values.yaml': null, 'cluster-class/templates/cluster-class.yaml': null },
    },
  },
  layout: {
    title: 'one file says which lines a directory has',
    why: 'versions.yaml and stack.yaml are two alternative layouts, and they would define different lines.',
    verdicts: ['refuse'],
    passes: { files: { 'versions.yaml': '- kubernetes: 1.32.5\n' } },
    fails: {
      files: {
        'versions.yaml': '- kubernetes: 1.32.5\n',
        'stack.yaml': 'provider: docker\nclusterStackName: demo\nkubernetesVersion: 1.32.5\n',
      },
    },
  },
  'config-field': {
    title: 'csctl.yaml and stack.yaml have all required fields',
    why: 'The provider, the name and the Kubernetes version form the name of the line, by which CSO finds its releases.',
    verdicts: ['refuse'],
    passes: { files: config({}) },
    fails: { files: config({ name: '' }) },
  },
  'config-api-version': {
    title: 'csctl.yaml has csctl’s apiVersion',
    why: 'Any other apiVersion belongs to another tool, or to a later version of the format.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: {
      files: {
        'csctl.yaml':
          'apiVersion: v1\nconfig:\n  kubernetesVersion: v1.32.5\n  clusterStackName: demo\n  provider:\n    type: docker\n    apiVersion: docker.csctl.clusterstack.x-k8s.io/v1alpha1\n',
      },
    },
  },
  'unknown-key': {
    title: 'csctl.yaml has no unknown keys',
    why: 'csctl silently ignores keys that it does not know, so a misspelt key is lost.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'csctl.yaml': `${config({})['csctl.yaml']}addonStages: {}\n` } },
  },
  name: {
    title: 'the names of the provider and the stack consist of lower-case letters and digits',
    why: 'CSO splits release names at every "-". With one more it cannot parse any release of the stack.',
    source: NAMES_SOURCE,
    verdicts: ['refuse'],
    passes: { files: config({ name: 'demo' }) },
    fails: { files: config({ name: 'my-demo' }) },
  },
  'name-too-long': {
    title: 'the line’s name has at most 53 characters',
    why: 'CSO uses it as the Helm release name when it renders the cluster class, and Helm rejects longer names.',
    source: 'Helm, chartutil.ValidateReleaseName',
    verdicts: ['refuse'],
    passes: { files: config({ name: 'demo' }) },
    fails: { files: config({ name: 'd'.repeat(42) }) },
  },
  'kubernetes-version': {
    title: 'the Kubernetes version is complete, such as v1.32.5',
    why: 'CSO renders addons for exactly this version, and clusters are created with it.',
    source: 'the metadata.yaml that CSO reads',
    verdicts: ['refuse'],
    passes: { files: config({ kubernetes: 'v1.32.5' }) },
    fails: { files: config({ kubernetes: '1.32' }) },
  },
  'node-image-method': {
    title: 'node images are listed, not built',
    why: 'method: build needs Packer and a csctl plugin. Without the list, the release has no node images.',
    verdicts: ['refuse'],
    passes: { files: { ...config({ method: 'get' }), 'node-images/config.yaml': 'images: []\n' } },
    fails: { files: config({ method: 'build' }) },
  },
  'node-images-differ': {
    title: 'there is one list of node images',
    why: 'If csctl.yaml says method: get, only node-images/config.yaml is released, and node-images.yaml has no effect.',
    verdicts: ['warn'],
    passes: { files: { ...config({ method: 'get' }), 'node-images/config.yaml': 'images: []\n' } },
    fails: { files: { ...config({ method: 'get' }), 'node-images/config.yaml': 'images: []\n', 'node-images.yaml': 'images: [a]\n' } },
  },
  'folder-version': {
    title: 'a folder named after a Kubernetes minor holds a stack for that minor',
    why: 'One of the two is wrong. Anyone who chooses a stack by its folder gets another Kubernetes version.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: config({ kubernetes: 'v1.33.1' }), note: 'in the directory stacks/docker/demo/1-32' },
  },
  'unread-file': {
    title: 'CSO reads every file at the top of a stack',
    why: 'CSO never reads cluster-addon-values.yaml next to a clusteraddon.yaml, so the values would have no effect.',
    source: 'CSO’s clusteraddon controller',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon-values.yaml': 'cni:\n  mtu: 9000\n' } },
  },
  placeholder: {
    title: 'every placeholder has a known name',
    why: 'csctl replaces an unknown placeholder with nothing, and clusterstack would release it as written. Neither can be intended.',
    source: 'csctl’s templating',
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/values.yaml': 'version: << .ClusterAddonVersion >>\n' } },
    fails: { files: { 'cluster-addon/cni/values.yaml': 'version: << .AddonVersion >>\n' } },
  },
};
