import type { CodeTable } from '../../code-description.ts';

/** The addon of the small stack with a dependency, and a versions.yaml of these rows. */
function rows(...written: readonly string[]): Readonly<Record<string, string>> {
  return {
    'cluster-addon/cni/Chart.yaml':
      'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - name: cilium\n    version: 1.17.4\n    repository: https://helm.cilium.io\n',
    'versions.yaml': `${written.map((row) => `- ${row}`).join('\n')}\n`,
  };
}

/** A stack.yaml in the place of csctl.yaml, for an addon with a dependency. */
function stackFile(kubernetes: string, ...addons: readonly string[]): Readonly<Record<string, string | null>> {
  return {
    'csctl.yaml': null,
    'cluster-addon/cni/Chart.yaml': rows()['cluster-addon/cni/Chart.yaml'] ?? null,
    'stack.yaml': ['provider: docker', 'clusterStackName: demo', `kubernetesVersion: ${kubernetes}`, 'addons:', ...addons, ''].join('\n'),
  };
}

/** What is wrong with versions.yaml and stack.yaml, from which a directory's lines come. */
export const LINE_CODES: CodeTable<'lines'> = {
  'row-form': {
    title: 'versions.yaml is a list with a map for each line',
    why: 'Each row makes a line. What is no row makes none.',
    verdicts: ['refuse'],
    passes: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}') },
    fails: { files: { 'versions.yaml': 'kubernetes: 1.32.5\n' } },
  },
  'row-key': {
    title: 'the keys of a row name dependencies of the addons, each once',
    why: 'Nothing takes up another key, so the line would ship other versions than its row says.',
    verdicts: ['refuse'],
    passes: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}') },
    fails: { files: rows('{kubernetes: 1.32.5, calico: 3.29.0}') },
  },
  'row-version': {
    title: 'the versions of a row can take the place of those in Chart.yaml',
    why: 'The row’s version is written over the other. Where it is no version, or there is none to replace, that cannot be done.',
    verdicts: ['refuse'],
    passes: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}') },
    fails: { files: rows('{kubernetes: 1.32.5, cilium: newest}') },
  },
  'row-incomplete': {
    title: 'every row sets the versions that other rows set',
    why: 'Where a row does not, its line keeps the version of Chart.yaml, which was moved for another line most likely.',
    verdicts: ['warn'],
    passes: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}', '{kubernetes: 1.33.1, cilium: 1.18.0}') },
    fails: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}', '{kubernetes: 1.33.1}') },
  },
  'row-duplicate': {
    title: 'there is one row for each Kubernetes minor',
    why: 'A line is one stack at one minor, and cannot have two versions of it.',
    verdicts: ['refuse'],
    passes: { files: rows('{kubernetes: 1.32.5}', '{kubernetes: 1.33.1}') },
    fails: { files: rows('{kubernetes: 1.32.5}', '{kubernetes: 1.32.6}') },
  },
  'base-version': {
    title: 'the tree beside versions.yaml is written for the version of one of its rows',
    why: 'Otherwise what the tree says for its own version is right for no line.',
    verdicts: ['warn'],
    passes: { files: rows('{kubernetes: 1.32.5}') },
    fails: { files: rows('{kubernetes: 1.33.1}') },
  },
  'line-version': {
    title: 'the files of a line name its Kubernetes version',
    why: 'Node images of another version than the line’s would give nodes of that version. So they are set, and this says where.',
    verdicts: ['ok'],
    passes: {
      files: {
        ...rows('{kubernetes: 1.32.9}'),
        'cluster-class/values.yaml': 'images:\n  controlPlane:\n    name: ubuntu-capi-image-v1.32.5\n',
      },
    },
    fails: { files: {} },
  },
  'addon-folder': {
    title: 'the addons of stack.yaml are folders of cluster-addon/',
    why: 'A range for a folder that is not there bounds nothing.',
    verdicts: ['refuse'],
    passes: { files: stackFile('1.32.5', '  cni: 1.17.x') },
    fails: { files: stackFile('1.32.5', '  cilium: 1.17.x') },
  },
  'addon-range': {
    title: 'the addons keep within the ranges of stack.yaml',
    why: 'The range says what was meant for this Kubernetes minor, and the Chart.yaml what would ship.',
    verdicts: ['refuse', 'unknown', 'ok'],
    passes: { files: stackFile('1.32.5', '  cni: 1.17.x') },
    fails: { files: stackFile('1.32.5', '  cni: 1.18.x') },
  },
  'config-differs': {
    title: 'a csctl.yaml beside stack.yaml says the same',
    why: 'csctl and its successor would make different releases of the same directory.',
    verdicts: ['refuse'],
    passes: { files: { 'stack.yaml': 'provider: docker\nclusterStackName: demo\nkubernetesVersion: 1.32\n' } },
    fails: { files: { 'stack.yaml': 'provider: docker\nclusterStackName: demo\nkubernetesVersion: 1.33\n' } },
  },
  'open-patch': {
    title: 'the full Kubernetes version of a line is known',
    why: 'A release is for one patch version. A check can do without, and says which it took; a release cannot.',
    verdicts: ['unknown', 'refuse'],
    passes: { files: stackFile('1.32.5') },
    fails: { files: stackFile('1.32') },
  },
};
