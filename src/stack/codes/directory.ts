import type { CodeTable } from '../../code-description.ts';

const NAMES_SOURCE = 'the release names of the Cluster Stack Operator: <provider>-<name>-<major>-<minor>-<version>';

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

/** What is wrong with the stack's directory and its csctl.yaml. */
export const DIRECTORY_CODES: CodeTable<'directory'> = {
  'missing-file': {
    title: 'every file that a stack needs is there',
    why: 'Without csctl.yaml there is no line, without Chart.yaml no chart, without clusteraddon.yaml or cluster-addon-values.yaml no addon.',
    verdicts: ['refuse', 'warn'],
    passes: { files: {} },
    fails: { files: { 'clusteraddon.yaml': null } },
  },
  'missing-folder': {
    title: 'cluster-class/ and cluster-addon/ are there and not empty',
    why: 'CSO needs the archive of each to use a release.',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: {
      files: { 'cluster-class/Chart.yaml': null, 'cluster-class/values.yaml': null, 'cluster-class/templates/cluster-class.yaml': null },
    },
  },
  layout: {
    title: 'one file says which lines a directory has',
    why: 'versions.yaml and stack.yaml are two layouts, and they would give different lines.',
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
    title: 'csctl.yaml has all its fields',
    why: 'Provider, name and Kubernetes version make the name of the line, by which CSO finds its releases.',
    verdicts: ['refuse'],
    passes: { files: config({}) },
    fails: { files: config({ name: '' }) },
  },
  'config-api-version': {
    title: 'csctl.yaml has the apiVersion of csctl',
    why: 'Another one belongs to another tool, or to a later version of the format.',
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
    why: 'csctl passes over what it does not know, so a misspelt key is lost without a word.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'csctl.yaml': `${config({})['csctl.yaml']}addonStages: {}\n` } },
  },
  name: {
    title: 'provider and stack have names of lower-case letters and digits',
    why: 'CSO splits release names at every "-": with one more it cannot parse any release of the stack.',
    source: NAMES_SOURCE,
    verdicts: ['refuse'],
    passes: { files: config({ name: 'demo' }) },
    fails: { files: config({ name: 'my-demo' }) },
  },
  'name-too-long': {
    title: 'the name of the line has at most 53 characters',
    why: 'CSO renders the cluster class with it as a Helm release name, and Helm refuses longer ones.',
    source: 'Helm, chartutil.ValidateReleaseName',
    verdicts: ['refuse'],
    passes: { files: config({ name: 'demo' }) },
    fails: { files: config({ name: 'd'.repeat(42) }) },
  },
  'kubernetes-version': {
    title: 'the Kubernetes version is a full one, as v1.32.5',
    why: 'CSO renders addons for exactly this version, and clusters are created with it.',
    source: 'the metadata.yaml of the Cluster Stack Operator',
    verdicts: ['refuse'],
    passes: { files: config({ kubernetes: 'v1.32.5' }) },
    fails: { files: config({ kubernetes: '1.32' }) },
  },
  'node-image-method': {
    title: 'node images are listed, not built here',
    why: 'method: build needs Packer and a plugin of csctl. Without the list, the release has no node images.',
    verdicts: ['refuse'],
    passes: { files: { ...config({ method: 'get' }), 'node-images/config.yaml': 'images: []\n' } },
    fails: { files: config({ method: 'build' }) },
  },
  'node-images-differ': {
    title: 'there is one list of node images',
    why: 'Of node-images.yaml and node-images/config.yaml only the latter is released when csctl.yaml says method: get.',
    verdicts: ['warn'],
    passes: { files: { ...config({ method: 'get' }), 'node-images/config.yaml': 'images: []\n' } },
    fails: { files: { ...config({ method: 'get' }), 'node-images/config.yaml': 'images: []\n', 'node-images.yaml': 'images: [a]\n' } },
  },
  'folder-version': {
    title: 'a folder named for a Kubernetes minor holds a stack of this minor',
    why: 'One of the two is wrong, and whoever chooses a stack by its folder gets another Kubernetes version.',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: config({ kubernetes: 'v1.33.1' }), note: 'in the directory stacks/docker/demo/1-32' },
  },
  'unread-file': {
    title: 'every file at the top of a stack is read by CSO',
    why: 'CSO never reads cluster-addon-values.yaml beside a clusteraddon.yaml: the values would have no effect.',
    source: 'the clusteraddon controller of the Cluster Stack Operator',
    verdicts: ['warn'],
    passes: { files: {} },
    fails: { files: { 'cluster-addon-values.yaml': 'cni:\n  mtu: 9000\n' } },
  },
  placeholder: {
    title: 'placeholders have known names',
    why: 'csctl replaces an unknown one by nothing, and here it would be released as written. Neither can be meant.',
    source: 'the templating of csctl',
    verdicts: ['refuse'],
    passes: { files: { 'cluster-addon/cni/values.yaml': 'version: << .ClusterAddonVersion >>\n' } },
    fails: { files: { 'cluster-addon/cni/values.yaml': 'version: << .AddonVersion >>\n' } },
  },
};
