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

/** Codes for versions.yaml and stack.yaml, from which a directory's lines come. */
export const LINE_CODES: CodeTable<'lines'> = {
  'row-form': {
    title: 'versions.yaml is a list with one map per line',
    why: 'Each row defines a line. Anything else defines none.',
    verdicts: ['refuse'],
    passes: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}') },
    fails: { files: { 'versions.yaml': 'kubernetes: 1.32.5\n' } },
  },
  'row-key': {
    title: 'the keys of a row name dependencies of the addons, each once',
    why: 'Any other key has no effect, so the line would ship versions other than those in its row.',
    verdicts: ['refuse'],
    passes: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}') },
    fails: { files: rows('{kubernetes: 1.32.5, calico: 3.29.0}') },
  },
  'row-version': {
    title: 'the versions in a row can replace those in Chart.yaml',
    why: 'The row’s version is written over the one in Chart.yaml. That cannot be done if it is not a version, or if there is none to replace.',
    verdicts: ['refuse'],
    passes: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}') },
    fails: { files: rows('{kubernetes: 1.32.5, cilium: newest}') },
  },
  'row-incomplete': {
    title: 'every row sets the versions that other rows set',
    why: 'Without them the line keeps the version in Chart.yaml, which was probably updated for another line.',
    verdicts: ['warn'],
    passes: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}', '{kubernetes: 1.33.1, cilium: 1.18.0}') },
    fails: { files: rows('{kubernetes: 1.32.5, cilium: 1.17.4}', '{kubernetes: 1.33.1}') },
  },
  'row-duplicate': {
    title: 'there is one row per Kubernetes minor',
    why: 'A line is one stack at one minor, and cannot have two versions of it.',
    verdicts: ['refuse'],
    passes: { files: rows('{kubernetes: 1.32.5}', '{kubernetes: 1.33.1}') },
    fails: { files: rows('{kubernetes: 1.32.5}', '{kubernetes: 1.32.6}') },
  },
  'base-version': {
    title: 'the files next to versions.yaml are written for the version in one of its rows',
    why: 'Otherwise whatever they say for their own version is right for no line.',
    verdicts: ['warn'],
    passes: { files: rows('{kubernetes: 1.32.5}') },
    fails: { files: rows('{kubernetes: 1.33.1}') },
  },
  'line-version': {
    title: 'the files of a line name its Kubernetes version',
    why: 'Node images of another version than the line’s would give nodes of that version. The version is therefore replaced, and this says where.',
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
    title: 'the addons in stack.yaml are folders in cluster-addon/',
    why: 'A range for a folder that does not exist restricts nothing.',
    verdicts: ['refuse'],
    passes: { files: stackFile('1.32.5', '  cni: 1.17.x') },
    fails: { files: stackFile('1.32.5', '  cilium: 1.17.x') },
  },
  'addon-range': {
    title: 'the addons are within the ranges in stack.yaml',
    why: 'The range says what is intended for this Kubernetes minor, and Chart.yaml says what would ship.',
    verdicts: ['refuse', 'unknown', 'ok'],
    passes: { files: stackFile('1.32.5', '  cni: 1.17.x') },
    fails: { files: stackFile('1.32.5', '  cni: 1.18.x') },
  },
  'config-differs': {
    title: 'a csctl.yaml next to stack.yaml says the same',
    why: 'csctl and its successor would make different releases from the same directory.',
    verdicts: ['refuse'],
    passes: { files: { 'stack.yaml': 'provider: docker\nclusterStackName: demo\nkubernetesVersion: 1.32\n' } },
    fails: { files: { 'stack.yaml': 'provider: docker\nclusterStackName: demo\nkubernetesVersion: 1.33\n' } },
  },
  'open-patch': {
    title: 'the line’s full Kubernetes version is known',
    why: 'A release is for one patch version. A check can do without, and says which one it assumed. A release cannot.',
    verdicts: ['unknown', 'refuse'],
    passes: { files: stackFile('1.32.5') },
    fails: { files: stackFile('1.32') },
  },
};
