import { type FileTree, findFile } from '../files/index.ts';

/** A file, or a folder whose files belong together, and two lines on what it is for. */
export interface FileNote {
  readonly path: string;
  readonly about: readonly [string, string];
}

const NOTES: readonly FileNote[] = [
  {
    path: 'README.md',
    about: [
      'What the stack offers and needs, its variables, and how clusters are made of it.',
      'Only people read it: keep it up to date as the stack changes.',
    ],
  },
  {
    path: 'csctl.yaml',
    about: [
      'Provider and name of the stack, and the Kubernetes version that the files are written for.',
      'Provider, name and minor name a line, and with its version a release.',
    ],
  },
  {
    path: 'versions.yaml',
    about: [
      'A row for each line: its Kubernetes version, and the versions of the charts that fit it.',
      'Add a row to support another minor from the same files.',
    ],
  },
  {
    path: 'stack.lock.yaml',
    about: ['The charts of each line by SHA-256: a release is built from exactly these.', 'clusterstack update writes it. Keep it in git.'],
  },
  {
    path: 'clusteraddon.yaml',
    about: [
      'When CSO applies which addon, and what it waits for.',
      'An addon that BeforeClusterUpgrade lacks is deleted when a cluster is upgraded.',
    ],
  },
  {
    path: 'cluster-class/Chart.yaml',
    about: [
      'The Helm chart that renders the ClusterClass and its templates.',
      'Its name and version are set from the release when the stack is built.',
    ],
  },
  {
    path: 'cluster-class/values.yaml',
    about: ['The node images that machines start from.', 'They must be of exactly the Kubernetes version of the line.'],
  },
  {
    path: 'cluster-class/values.schema.json',
    about: ['What those values may be, as a JSON Schema.', 'Helm refuses to render the chart with others.'],
  },
  {
    path: 'cluster-class/files/variables.yaml',
    about: [
      'The variables that a Cluster may set, each with a schema and a default.',
      'Clusters that exist must be able to keep what they set: add, and do not remove.',
    ],
  },
  {
    path: 'cluster-class/files/patches.yaml',
    about: [
      'What the variables change in the templates, as JSON patches.',
      'Plain YAML outside templates/: the braces in it are Cluster API’s, not Helm’s.',
    ],
  },
  {
    path: 'cluster-class/templates/',
    about: [
      'The ClusterClass, and the templates of control plane, workers and infrastructure.',
      'They are named by the release, since Cluster API takes templates as immutable.',
    ],
  },
];

/** Notes on all files of a stack. What an addon is for, its own Chart.yaml says. */
export function describeFiles(files: FileTree): FileNote[] {
  const known = NOTES.filter(({ path }) => files.some((file) => file.path === path || (path.endsWith('/') && file.path.startsWith(path))));
  const addons = new Set(files.flatMap(({ path }) => /^cluster-addon\/[^/]+\//.exec(path)?.[0] ?? []));
  return [...known, ...[...addons].map((path) => describeAddon(path, files))];
}

function describeAddon(path: string, files: FileTree): FileNote {
  const chart = findFile(files, `${path}Chart.yaml`)?.bytes.toString() ?? '';
  const description = /^description: (.*)$/m.exec(chart)?.[1] ?? 'An addon';
  const wraps = /^ {2}- name: (.*)$/m.exec(chart)?.[1];
  const kind = wraps === undefined ? 'A Helm chart of the stack’s own' : `A Helm chart around ${wraps}`;
  const overwrite = findFile(files, `${path}overwrite.yaml`) === undefined ? '' : '; overwrite.yaml adds values of each Cluster';
  return { path, about: [`${description}.`, `${kind}, set in values.yaml${overwrite}.`] };
}
