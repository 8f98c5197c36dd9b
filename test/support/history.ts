import { exampleClass } from '../../src/compat/rules/cluster-class/examples.ts';
import { formatStages } from '../../src/compat/rules/upgrades/examples.ts';
import { buildRelease, prepareStack, type ReleaseContent } from '../../src/release/index.ts';
import { makeVersions } from './release-builder.ts';
import { formatChart, formatConfig, type Overrides, parseBuilt } from './stack-builder.ts';

/** A step of a line: what its next release has. */
interface Step {
  /** Patch of Kubernetes. */
  readonly patch: number;
  readonly cilium: string;
  /** The addon `csi`: its folder alone, or a stage for it, too. */
  readonly csi?: 'folder' | 'staged';
  readonly mtu?: number;
  /** Names of the class's variables besides `image`, with a default. */
  readonly variables?: readonly string[];
}

/** The releases of a minor: those of the stable channel, then those of the channel `beta`. */
interface MinorHistory {
  readonly minor: number;
  readonly stable: readonly Step[];
  readonly beta?: readonly Step[];
}

/**
 * 30 releases of four minors, with what goes well and what does not: addons that come without their folder having been there
 * before, Kubernetes lowered, variables removed, an addon that skips a minor.
 */
const HISTORY: readonly MinorHistory[] = [
  {
    minor: 34,
    stable: [
      { patch: 1, cilium: '1.16.1' },
      { patch: 1, cilium: '1.16.1', mtu: 1450 },
      { patch: 2, cilium: '1.16.9', mtu: 1450 },
      { patch: 2, cilium: '1.16.9', csi: 'folder' },
      { patch: 2, cilium: '1.16.9', csi: 'staged' },
      { patch: 3, cilium: '1.17.4', csi: 'staged' },
      { patch: 3, cilium: '1.17.4', csi: 'staged', variables: ['dns'] },
      { patch: 4, cilium: '1.17.4', csi: 'staged', variables: ['dns'] },
    ],
  },
  {
    minor: 35,
    stable: [
      { patch: 0, cilium: '1.17.4' },
      { patch: 1, cilium: '1.17.4', csi: 'staged' },
      { patch: 1, cilium: '1.17.4', csi: 'staged', variables: ['dns'] },
      { patch: 2, cilium: '1.18.1', csi: 'staged', variables: ['dns', 'proxy'] },
      // Lowered by mistake, and set right.
      { patch: 1, cilium: '1.18.1', csi: 'staged', variables: ['dns', 'proxy'] },
      { patch: 3, cilium: '1.18.1', csi: 'staged', variables: ['dns', 'proxy'] },
      { patch: 3, cilium: '1.18.12', csi: 'staged', variables: ['dns'] },
      { patch: 4, cilium: '1.18.12', csi: 'staged', variables: ['dns'], mtu: 1400 },
    ],
  },
  {
    minor: 36,
    stable: [
      { patch: 0, cilium: '1.18.12', csi: 'staged', variables: ['dns'] },
      { patch: 1, cilium: '1.18.12', csi: 'staged', variables: ['dns'] },
      { patch: 1, cilium: '1.18.12', csi: 'staged', variables: ['dns', 'audit'] },
      { patch: 2, cilium: '1.19.0', csi: 'staged', variables: ['dns', 'audit'] },
      { patch: 2, cilium: '1.19.0', csi: 'staged' },
      { patch: 3, cilium: '1.19.0', csi: 'staged', variables: ['dns', 'audit'] },
    ],
    beta: [
      { patch: 2, cilium: '1.19.0', csi: 'staged', variables: ['dns'] },
      { patch: 2, cilium: '1.19.1', csi: 'staged', variables: ['dns'] },
    ],
  },
  {
    minor: 37,
    stable: [
      { patch: 0, cilium: '1.19.0', csi: 'staged', variables: ['dns', 'audit'] },
      { patch: 0, cilium: '1.19.1', csi: 'staged', variables: ['dns', 'audit'] },
      { patch: 1, cilium: '1.20.0', csi: 'staged', variables: ['dns', 'audit'] },
      { patch: 1, cilium: '1.20.0', csi: 'staged', variables: ['dns', 'audit'], mtu: 9000 },
      { patch: 2, cilium: '1.20.0', csi: 'staged', variables: ['dns', 'audit'] },
    ],
    beta: [{ patch: 1, cilium: '1.20.0', csi: 'staged', variables: ['dns'] }],
  },
];

/** The releases of the history, made by our own builder: by minor, then channel, oldest first. */
export async function buildHistory(): Promise<readonly ReleaseContent[]> {
  const releases: ReleaseContent[] = [];
  for (const { minor, stable, beta = [] } of HISTORY) {
    for (const [index, step] of stable.entries()) releases.push(await buildStep(minor, `v${index + 1}`, step));
    for (const [index, step] of beta.entries()) releases.push(await buildStep(minor, `v0-beta.${index + 100}`, step));
  }
  return releases;
}

function buildStep(minor: number, version: string, step: Step): Promise<ReleaseContent> {
  return buildRelease(prepareStack(parseBuilt(writeStep(minor, step)), makeVersions(version)));
}

function writeStep(minor: number, { patch, cilium, csi, mtu = 1500, variables = [] }: Step): Overrides {
  const kubernetes = `v1.${minor}.${patch}`;
  const declared = variables.map(
    (name) => `    - {name: ${name}, required: false, schema: {openAPIV3Schema: {type: string, default: ""}}}\n`,
  );
  return {
    'csctl.yaml': formatConfig({ kubernetes }),
    'cluster-class/Chart.yaml': formatChart(`docker-demo-1-${minor}-cluster-class`),
    ...nameByRelease(
      exampleClass(['  patches:\n', `${declared.join('')}  patches:\n`], ['kindest/node:v1.32.5', `kindest/node:${kubernetes}`]),
    ),
    'cluster-addon/cni/Chart.yaml': `${formatChart('cni', '1.0.0')}dependencies:\n  - {name: cilium, version: ${cilium}, repository: ""}\n`,
    'cluster-addon/cni/charts/cilium/Chart.yaml': `${formatChart('cilium', cilium)}appVersion: ${cilium}\n`,
    'cluster-addon/cni/charts/cilium/templates/agent.yaml': formatAgent(cilium, mtu),
    'cluster-addon/cni/values.yaml': null,
    'cluster-addon/cni/templates/cni.yaml': null,
    ...(csi && {
      'cluster-addon/csi/Chart.yaml': `${formatChart('csi', '1.0.0')}appVersion: 2.${minor}.0\n`,
      'cluster-addon/csi/templates/driver.yaml':
        'apiVersion: storage.k8s.io/v1\nkind: CSIDriver\nmetadata: {name: example.org}\nspec: {attachRequired: false}\n',
    }),
    ...formatStages(csi === 'staged' ? ['cni', 'csi'] : ['cni']),
  };
}

/** Templates cannot be changed, so each release has its own. */
function nameByRelease(files: Overrides): Overrides {
  const rename = (text: string) =>
    text.replaceAll(/name: (cluster|machine|control-plane|worker)\}/g, 'name: "{{ .Release.Name }}-{{ .Chart.Version }}-$1"}');
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, rename(String(content))]));
}

function formatAgent(version: string, mtu: number): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: cilium, namespace: kube-system}
spec:
  selector: {matchLabels: {app: cilium}}
  template:
    metadata: {labels: {app: cilium}}
    spec:
      containers:
        - {name: agent, image: "quay.io/cilium/cilium:v${version}", args: ["--mtu=${mtu}"]}
`;
}
