import { expect, test } from 'vitest';
import { EFFECT_RULES, listEffects, summarizeEffects } from '../../src/effects/index.ts';
import { controlPlaneClass, controlPlaneSpec, setIn } from './support/control-plane-class.ts';
import { classEffects, EXAMPLE, side } from './support/sides.ts';

const machines = { machines: { customImage: 'other' } };
const both = { ...machines, workerMachines: { customImage: 'other' } };

const worker = (group: string, kind: string, name = 'worker') => ({
  ref: { apiVersion: `${group}.cluster.x-k8s.io/v1beta1`, kind, name: `NAME-${name}` },
});
const template = (name = 'worker') => ({
  bootstrap: worker('bootstrap', 'KubeadmConfigTemplate'),
  infrastructure: worker('infrastructure', 'DockerMachineTemplate', name),
});

test('a class whose workers may roll is told beside those that do', async () => {
  const classes = (failureDomain: string) => [
    { class: 'default-worker', template: template() },
    { class: 'other', failureDomain, template: template('machine') },
  ];
  const before = controlPlaneClass('v1beta1', { classSpec: { workers: { machineDeployments: classes('a') } } });
  const after = controlPlaneClass('v1beta1', {
    classSpec: { workers: { machineDeployments: classes('b') } },
    workerMachines: { customImage: 'other' },
  });
  expect(summarizeEffects(await classEffects(before, after))).toBe(
    'Workers of class default-worker roll, those of class other may roll; nothing else.',
  );
});

test.each([
  ['nothing', {}, {}, 'Nothing happens to clusters that exist.'],
  ['machines', machines, {}, 'Control plane machines are replaced one by one; nothing else.'],
  [
    'machines and workers',
    both,
    {},
    'Control plane machines are replaced one by one, workers of class default-worker roll at the same time; nothing else.',
  ],
  [
    'a new Kubernetes version',
    {},
    { kubernetes: { major: 1, minor: 32, patch: 6 } },
    'Control plane machines are replaced one by one, workers of class default-worker roll after it; all else is changed in place.',
  ],
  ['a lower Kubernetes version', {}, { kubernetes: { major: 1, minor: 32, patch: 4 } }, 'Rejected: Kubernetes version.'],
  [
    'the first machine, by older releases alone',
    { controlPlane: setIn(controlPlaneSpec('v1beta1'), 'kubeadmConfigSpec.initConfiguration.nodeRegistration.name'.split('.'), 'x') },
    {},
    'The first control plane machine is replaced (Cluster API 1.8–1.11); nothing else.',
  ],
  ['a worker class that is gone', { workerClass: { class: 'other' } }, {}, 'Rejected for some clusters: default-worker.'],
] as const)('%s', async (_, change, more, summary) => {
  const effects = await classEffects(controlPlaneClass('v1beta1'), controlPlaneClass('v1beta1', change), {}, more);
  expect(summarizeEffects(effects)).toBe(summary);
});

test('addons that differ under the version that clusters have reach none, and the sentence says so', async () => {
  const addonVersion = { kind: 'stable', major: 1 } as const;
  const withData = (value: string) =>
    side(
      {
        'cluster-class/templates/cluster-class.yaml': EXAMPLE,
        'cluster-addon/cni/templates/cm.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: ${value}}\n`,
      },
      1,
      { addonVersion },
    );
  expect(summarizeEffects(listEffects(await withData('b'), await withData('c')))).toBe(
    'What differs in addons reaches no cluster, since the addons’ version stays; nothing else.',
  );
});

test('addons that are applied again and equal change nothing', async () => {
  const files = { 'cluster-class/templates/cluster-class.yaml': EXAMPLE };
  const effects = listEffects(await side(files), await side(files, 2));
  expect(effects.map(({ kind }) => kind)).toEqual(['addons-applied']);
  expect(summarizeEffects(effects)).toBe('Nothing happens to clusters that exist.');
});

const skipped = { kind: 'skipped', reason: 'no-helm', message: 'helm was not found' } as const;

test('what was not rendered is not known, and never nothing', async () => {
  const before = await side({ 'cluster-class/templates/cluster-class.yaml': EXAMPLE });
  const { clusterClass, addons } = await side({ 'cluster-class/templates/cluster-class.yaml': EXAMPLE }, 2);
  const after = {
    ...before,
    addonVersion: { kind: 'stable', major: 2 } as const,
    clusterClass: { ...clusterClass, rendering: skipped, classes: () => [] },
    addons: addons.map((addon) => ({ ...addon, rendering: skipped })),
  };
  const effects = listEffects(before, after);
  expect(effects.map(({ kind, subject, message }) => [kind, subject, message])).toEqual([
    [
      'unknown',
      'cluster class',
      'what happens to control plane and workers is not known: the cluster class of the newer release was not rendered: helm was not found',
    ],
    ['addons-applied', 'addons', 'CSO applies cni, and then cleans up'],
    ['unknown', 'addon cni', 'what happens to addon cni is not known, since it was not rendered on both sides: helm was not found'],
  ]);
  expect(summarizeEffects(effects)).toBe('Not known: what happens to cluster class, addon cni.');
});

test('every rule says what it is about and where that is from', () => {
  for (const rule of Object.values(EFFECT_RULES)) {
    expect(rule.change).toMatch(/\.$/);
    expect(rule.effect).toMatch(/\.$/);
    expect(rule.source).not.toBe('');
  }
});
