import { describe, expect, test } from 'vitest';
import type { Rendering } from '../../../src/chart/index.ts';
import { STAGES } from '../../../src/compat/rules/stages/index.ts';
import { briefFinding } from '../../support/brief-finding.ts';
import { type CheckOptions, checkBuilt } from '../../support/check-built.ts';
import type { Overrides } from '../../support/stack-builder.ts';

const FILE = 'stacks/docker/demo/clusteraddon.yaml';

function check(code: string, files: Overrides, options?: CheckOptions) {
  return checkBuilt(
    STAGES.filter((rule) => rule.code === code),
    files,
    options,
  );
}

/** Verdicts and places of all but `ok`. */
async function brief(code: string, files: Overrides, options?: CheckOptions): Promise<string[]> {
  const findings = await check(code, files, options);
  return findings.filter(({ verdict }) => verdict !== 'ok').map(briefFinding('stacks/docker/demo'));
}

const stages = (created: string, upgraded = created): Overrides => ({
  'clusteraddon.yaml': `addonStages:\n  AfterControlPlaneInitialized: [${created}]\n  BeforeClusterUpgrade: [${upgraded}]\n`,
});
const chart = (folder: string, more = ''): Overrides => ({
  [`cluster-addon/${folder}/Chart.yaml`]: `apiVersion: v2\nname: ${folder}\nversion: 1.0.0\n${more}`,
});
const CNI = '{name: cni, action: apply}';
const CILIUM = '{key: ds, apiVersion: apps/v1, kind: DaemonSet, name: cilium, namespace: kube-system}';

/** A condition on line 6 and 7. */
const wait = (expression: string, objects = CILIUM, when = 'waitForPostCondition'): Overrides => ({
  'clusteraddon.yaml': `addonStages:
  AfterControlPlaneInitialized:
    - name: cni
      action: apply
      ${when}:
        objects: [${objects}]
        conditions: ${expression}
  BeforeClusterUpgrade:
    - {name: cni, action: apply}
`,
});

const at = (line: number, column: number) => ({ file: FILE, line, column });

describe('whole findings', () => {
  test.each([
    ['stage-key', {}, { verdict: 'ok', subject: FILE, message: 'CSO knows all its keys', file: FILE }],
    [
      'stage-hook',
      { 'clusteraddon.yaml': `addonStages:\n  BeforeClusterUpgrad: [${CNI}]\n` },
      {
        verdict: 'refuse',
        subject: 'BeforeClusterUpgrad',
        message:
          'CSO knows no hook BeforeClusterUpgrad, so its stages never run, and there is no BeforeClusterUpgrade; did you mean BeforeClusterUpgrade?',
        ...at(2, 3),
      },
    ],
    [
      'stage-action',
      { 'clusteraddon.yaml': 'addonStages:\n  BeforeClusterUpgrade:\n    - {name: cni, action: Apply}\n' },
      {
        verdict: 'refuse',
        subject: 'cni',
        message: 'the stage has the action "Apply", and CSO deletes the addon for anything but "apply"; write apply or delete',
        ...at(3, 27),
      },
    ],
    [
      'stage-folder',
      { 'clusteraddon.yaml': 'addonStages:\n  BeforeClusterUpgrade:\n    - {name: csi, action: apply}\n' },
      { verdict: 'refuse', subject: 'csi', message: "no folder cluster-addon/csi has the stage's name; did you mean cni?", ...at(3, 14) },
    ],
    [
      'stage-unused',
      chart('metrics'),
      {
        verdict: 'warn',
        subject: 'metrics',
        message:
          'no stage names the addon, so it ships and is never installed; add - {name: metrics, action: apply} to a hook, or delete the folder',
        file: 'stacks/docker/demo/cluster-addon/metrics/Chart.yaml',
        line: 2,
        column: 7,
      },
    ],
    [
      'stage-upgrade',
      { 'clusteraddon.yaml': 'addonStages:\n  AfterControlPlaneInitialized:\n    - {name: cni, action: apply}\n' },
      {
        verdict: 'refuse',
        subject: 'cni',
        message:
          'BeforeClusterUpgrade does not have cni, so CSO deletes it when a cluster is upgraded; add - {name: cni, action: apply} there',
        ...at(3, 14),
      },
    ],
    [
      'stage-skew',
      chart('cni', 'dependencies: [{name: openstack-cloud-controller-manager, version: 2.32.0}]\n'),
      {
        verdict: 'warn',
        subject: 'cni',
        message:
          'on an upgrade from the minor before, openstack-cloud-controller-manager runs for a while with an API server that is older than it, which Kubernetes does not support; CSO has no later hook, so watch such upgrades',
        ...at(7, 7),
      },
    ],
    [
      'stage-expression',
      wait('dss.status.x == 1'),
      { verdict: 'refuse', subject: 'cni', message: 'no object of the condition has the key dss; did you mean ds?', ...at(7, 21) },
    ],
    [
      'stage-object',
      wait('"true"', '{key: ds, apiVersion: apps/v1, kind: DaemonSet, name: cilium}'),
      {
        verdict: 'refuse',
        subject: 'cni',
        message: "the DaemonSet has no namespace, so CSO never finds it; addons' objects are in kube-system",
        ...at(6, 73),
      },
    ],
  ])('%s', async (code, files: Overrides, expected) => {
    const source = STAGES.find((rule) => rule.code === code)?.source;
    expect(await check(code, files)).toEqual([{ code, waived: false, ...(source && { source }), ...expected }]);
  });
});

test('the small stack passes all', async () => {
  const findings = await checkBuilt(STAGES);
  expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  expect(new Set(findings.map(({ code }) => code))).toEqual(
    new Set(['stage-key', 'stage-hook', 'stage-action', 'stage-folder', 'stage-upgrade']),
  );
});

test('a release without its source', async () => {
  expect(await brief('stage-folder', stages('{name: gone, action: apply}'), { facts: { stack: undefined } as never })).toEqual([
    'refuse stage-folder clusteraddon.yaml:2:41',
    'refuse stage-folder clusteraddon.yaml:3:33',
  ]);
});

test.each<[name: string, code: string, files: Overrides, expected: readonly string[]]>([
  // Keys
  [
    'a misspelt wait',
    'stage-key',
    stages('{name: cni, action: apply, waitForPostConditon: {}}', CNI),
    ['refuse stage-key clusteraddon.yaml:2:61'],
  ],
  [
    'another case',
    'stage-key',
    stages('{name: cni, action: apply, waitforPostCondition: {}}', CNI),
    ['refuse stage-key clusteraddon.yaml:2:61'],
  ],
  [
    'a misspelt namespace',
    'stage-key',
    wait('"true"', '{key: a, apiVersion: v1, kind: Pod, name: a, namspace: b}'),
    ['refuse stage-key clusteraddon.yaml:6:64'],
  ],
  [
    'the singular',
    'stage-key',
    stages('{name: cni, action: apply, waitForPreCondition: {condition: "true"}}', CNI),
    ['refuse stage-key clusteraddon.yaml:2:83'],
  ],
  ['an older name', 'stage-key', stages('{helmChartName: cni, action: apply}', CNI), ['refuse stage-key clusteraddon.yaml:2:35']],
  ['a key of their own', 'stage-key', stages('{name: cni, action: apply, timeout: 5m}', CNI), ['warn stage-key clusteraddon.yaml:2:61']],
  ['one without effect', 'stage-key', { 'clusteraddon.yaml': `apiVersio: a\naddonStages: {}\n` }, ['warn stage-key clusteraddon.yaml:1:1']],
  ['one kept for anchors', 'stage-key', { 'clusteraddon.yaml': `x-cni: 1\nstages: &a []\naddonStages: {BeforeClusterUpgrade: *a}\n` }, []],
  // Hooks
  [
    'a hook that is a no-op',
    'stage-hook',
    { 'clusteraddon.yaml': 'addonStages:\n  AfterClusterUpgrade: []\n' },
    ['warn stage-hook clusteraddon.yaml:2:3'],
  ],
  [
    'a hook of another case',
    'stage-hook',
    { 'clusteraddon.yaml': 'addonStages:\n  afterControlplaneInitialized: []\n' },
    ['refuse stage-hook clusteraddon.yaml:2:3'],
  ],
  [
    'a misspelt one beside the right one',
    'stage-hook',
    { 'clusteraddon.yaml': 'addonStages:\n  BeforeClusterUpgrade: []\n  BeforeClusterUpgrades: []\n' },
    ['warn stage-hook clusteraddon.yaml:3:3'],
  ],
  // Actions and folders
  ['no action', 'stage-action', stages('{name: cni}', CNI), ['refuse stage-action clusteraddon.yaml:2:34']],
  ['delete', 'stage-action', stages('{name: cni, action: delete}'), []],
  [
    'an alias for the action',
    'stage-action',
    { 'clusteraddon.yaml': 'x: &a apply\naddonStages:\n  BeforeClusterUpgrade:\n    - {name: cni, action: *a}\n' },
    [],
  ],
  [
    'a merged action',
    'stage-action',
    { 'clusteraddon.yaml': 'x: &s {action: apply}\naddonStages:\n  BeforeClusterUpgrade:\n    - {<<: *s, name: cni}\n' },
    [],
  ],
  ['no name', 'stage-folder', stages('{action: apply}', CNI), ['refuse stage-folder clusteraddon.yaml:2:34']],
  ['a hook that CSO does not run', 'stage-folder', { 'clusteraddon.yaml': 'addonStages:\n  AfterClusterUpgrade: [{name: x}]\n' }, []],
  // Used and unused
  [
    'an addon in a hook that CSO does not run',
    'stage-unused',
    { 'clusteraddon.yaml': `addonStages:\n  AfterClusterUpgrade: [${CNI}]\n` },
    ['warn stage-unused cluster-addon/cni/Chart.yaml:2:7'],
  ],
  ['an addon whose stages misspell it', 'stage-unused', stages('{name: cnii, action: apply}'), []],
  [
    'two addons that one hook misspells each',
    'stage-unused',
    { ...stages(`${CNI}, {name: csii, action: apply}`, '{name: cnii, action: apply}, {name: csi, action: apply}'), ...chart('csi') },
    [],
  ],
  ['an addon twice in a hook', 'stage-unused', stages(`${CNI}, ${CNI}`, CNI), ['warn stage-unused clusteraddon.yaml:2:62']],
  ['an addon that only upgrades bring', 'stage-unused', stages('', CNI), ['warn stage-unused clusteraddon.yaml:3:26']],
  [
    'an addon that new clusters delete and upgrades bring',
    'stage-unused',
    stages('{name: cni, action: delete}', CNI),
    ['warn stage-unused clusteraddon.yaml:3:26'],
  ],
  ['an addon that upgrades delete', 'stage-unused', stages('', '{name: cni, action: delete}'), []],
  // Upgrades
  ['an empty hook for upgrades', 'stage-upgrade', stages(CNI, ''), ['refuse stage-upgrade clusteraddon.yaml:2:41']],
  ['deleted at upgrades', 'stage-upgrade', stages(CNI, '{name: cni, action: delete}'), ['warn stage-upgrade clusteraddon.yaml:3:46']],
  ['deleted from new clusters', 'stage-upgrade', stages('{name: cni, action: delete}', ''), []],
  ['an upgrade alone', 'stage-upgrade', stages('', CNI), []],
  // Skew
  [
    'a cloud-controller-manager that is switched off',
    'stage-skew',
    {
      ...chart('cni', 'dependencies: [{name: hcloud-cloud-controller-manager, version: 1.0.0, condition: ccm.enabled}]\n'),
      'cluster-addon/cni/values.yaml': 'ccm: {enabled: no}\n',
    },
    [],
  ],
  [
    'a cloud-controller-manager that is not upgraded',
    'stage-skew',
    {
      ...chart('ccm', 'dependencies: [{name: hcloud-cloud-controller-manager, version: 1.0.0}]\n'),
      ...stages('{name: ccm, action: apply}', CNI),
    },
    [],
  ],
  // Expressions
  ['a text that ends early', 'stage-expression', wait('ds.status.x =='), ['refuse stage-expression clusteraddon.yaml:7:34']],
  ['in double quotes', 'stage-expression', wait('"ds.status.x == \\"a\\" && foo"'), ['refuse stage-expression clusteraddon.yaml:7:46']],
  ['in single quotes', 'stage-expression', wait(`'ds.status.x == "it''s" && foo'`), ['refuse stage-expression clusteraddon.yaml:7:48']],
  [
    'a literal block',
    'stage-expression',
    wait('|\n          ds.status.x == 1 &&\n          foo.x == 1'),
    ['refuse stage-expression clusteraddon.yaml:9:11'],
  ],
  [
    'a folded block',
    'stage-expression',
    wait('>-\n          ds.status.x == 1\n\n          && foo.x == 1'),
    ['refuse stage-expression clusteraddon.yaml:10:14'],
  ],
  [
    'over two lines',
    'stage-expression',
    wait('ds.status.x == 1\n          && foo.x == 1'),
    ['refuse stage-expression clusteraddon.yaml:8:14'],
  ],
  [
    'an escape of another kind',
    'stage-expression',
    wait('"ds.status.x == \\x31 && foo"'),
    ['refuse stage-expression clusteraddon.yaml:7:21'],
  ],
  ['a number', 'stage-expression', wait('ds.status.x.size()'), ['refuse stage-expression clusteraddon.yaml:7:21']],
  ['an open type', 'stage-expression', wait('ds.status.ready'), []],
  [
    'a type that cel-go’s checker compares with no other',
    'stage-expression',
    wait('size(ds) == "1"'),
    ['refuse stage-expression clusteraddon.yaml:7:21'],
  ],
  [
    'a function of an extension',
    'stage-expression',
    wait('ds.metadata.name.lowerAscii() == "a"'),
    ['refuse stage-expression clusteraddon.yaml:7:21'],
  ],
  [
    'a key with a dash',
    'stage-expression',
    wait('cilium-ds.status.x == 1', CILIUM.replace('ds', 'cilium-ds')),
    ['refuse stage-expression clusteraddon.yaml:7:21'],
  ],
  [
    'a reserved key',
    'stage-expression',
    wait('namespace.status.phase == "Active"', '{key: namespace, apiVersion: v1, kind: Namespace, name: a}'),
    ['refuse stage-expression clusteraddon.yaml:7:21'],
  ],
  [
    'a type as a key',
    'stage-expression',
    wait('"true"', '{key: map, apiVersion: v1, kind: Namespace, name: a}'),
    ['refuse stage-expression clusteraddon.yaml:6:25'],
  ],
  ['an unused object', 'stage-expression', wait('"true"'), ['warn stage-expression clusteraddon.yaml:6:25']],
  [
    'an object without a key',
    'stage-expression',
    wait('"true"', '{apiVersion: v1, kind: Namespace, name: a}'),
    ['warn stage-expression clusteraddon.yaml:6:19'],
  ],
  ['a key twice', 'stage-expression', wait('ds.x == 1', `${CILIUM}, ${CILIUM}`), ['warn stage-expression clusteraddon.yaml:6:25']],
  ['no expression', 'stage-expression', wait(''), ['refuse stage-expression clusteraddon.yaml:6:9']],
  [
    'what cannot be checked',
    'stage-expression',
    wait('google.protobuf.Timestamp{} == ds.status.x'),
    ['unknown stage-expression clusteraddon.yaml:7:21'],
  ],
  ['a condition that says nothing', 'stage-expression', stages('{name: cni, action: apply, waitForPreCondition: {}}'), []],
  // Objects
  ...(
    [
      ['no kind', '{apiVersion: v1, name: a}', 'refuse'],
      ['no name', '{apiVersion: v1, kind: Node}', 'refuse'],
      ['no apiVersion', '{kind: DaemonSet, name: a, namespace: b}', 'refuse'],
      ['no apiVersion, of the core', '{kind: Node, name: a}', 'ok'],
      ['a namespace for what has none', '{apiVersion: v1, kind: Node, name: a, namespace: b}', 'refuse'],
      ['a removed API', '{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, name: a, namespace: b}', 'refuse'],
      ['a kind of another API', '{apiVersion: v1, kind: Deployment, name: a, namespace: b}', 'refuse'],
      ['a version that its group never had', '{apiVersion: networking.k8s.io/v2, kind: Ingress, name: a, namespace: b}', 'refuse'],
      ['an alpha API', '{apiVersion: networking.k8s.io/v1alpha1, kind: Foo, name: a, namespace: b}', 'unknown'],
      ['no API', '{apiVersion: a/b/c, kind: Deployment, name: a, namespace: b}', 'refuse'],
      ['a kind that no table knows', '{apiVersion: example.org/v1, kind: Foo, name: a}', 'unknown'],
    ] as const
  ).map(([name, object, verdict]): [string, string, Overrides, readonly string[]] => [
    name,
    'stage-object',
    wait('"true"', object),
    verdict === 'ok' ? [] : [expect.stringMatching(`^${verdict} stage-object clusteraddon.yaml:6:`)],
  ]),
])('%s: %s', async (_, code, files, expected) => expect(await brief(code, files)).toEqual(expected));

describe('stage-order', () => {
  const daemonSet = (name: string) => `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: ${name}}\n`;
  const files: Overrides = {
    ...chart('csi'),
    'cluster-addon/cni/templates/cni.yaml': daemonSet('cilium'),
    'cluster-addon/csi/templates/csi.yaml': daemonSet('csi'),
  };
  const object = (name: string) =>
    `{objects: [{key: ds, apiVersion: apps/v1, kind: DaemonSet, name: ${name}, namespace: kube-system}], conditions: ds.x == 1}`;
  const both = (cni: string, csi: string, upgraded = '') =>
    stages(`{name: cni, action: apply, ${cni}}, {name: csi, action: apply, ${csi}}`, upgraded);
  const skipped: Rendering = { kind: 'skipped', reason: 'no-helm', message: '' };

  test.each<[name: string, files: Overrides, expected: readonly string[], options?: CheckOptions]>([
    ['its own object afterwards', both(`waitForPostCondition: ${object('cilium')}`, ''), []],
    ['its own object before', both(`waitForPreCondition: ${object('cilium')}`, ''), ['refuse 2']],
    ['an object of a stage before', both('', `waitForPreCondition: ${object('cilium')}`), []],
    ['an object of a stage after', both(`waitForPostCondition: ${object('csi')}`, ''), ['refuse 2']],
    ['on an upgrade it may be there', both('', '', `{name: cni, action: apply, waitForPreCondition: ${object('csi')}}`), []],
    ['kubeadm’s', both(`waitForPreCondition: ${object('kube-proxy')}`, ''), []],
    ['nobody’s', both(`waitForPostCondition: ${object('cillium')}`, ''), ['warn 2']],
    [
      'nobody’s, which cannot be asked for',
      both(`waitForPostCondition: ${object('cillium').replace(', namespace: kube-system', '')}`, ''),
      [],
    ],
    ['nothing is known of one addon', both(`waitForPostCondition: ${object('csi')}`, ''), [], { renderings: { csi: skipped } }],
    ['no chart of an addon can be read', both(`waitForPostCondition: ${object('other')}`, ''), [], { facts: { addons: [] } }],
    ['the folder of a stage is misspelt', stages(`{name: cnii, action: apply, waitForPostCondition: ${object('cilium')}}`), []],
    [
      'an operator may make it',
      {
        ...both(`waitForPostCondition: ${object('calico-node')}`, ''),
        'cluster-addon/cni/templates/i.yaml': 'apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: a}\n',
      },
      [],
    ],
  ])('%s', async (_, overrides, expected, options) => {
    const findings = await check('stage-order', { ...files, ...overrides }, options);
    expect(findings.filter(({ verdict }) => verdict !== 'ok').map(({ verdict, line }) => `${verdict} ${line}`)).toEqual(expected);
  });

  test('says what was meant', async () => {
    const [finding] = await check('stage-order', { ...files, ...both(`waitForPostCondition: ${object('cillium')}`, '') });
    expect(finding?.message).toBe(
      'no addon has DaemonSet/cillium in that namespace, nor does kubeadm make it; if nothing else does, the stage waits forever; did you mean cilium in kube-system?',
    );
  });
});

test('an addon of another name keeps the objects on an upgrade', async () => {
  const files = { ...chart('cni2'), ...stages(CNI, '{name: cni2, action: apply}') };
  const template = 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: cilium}\n';
  const same = { ...files, 'cluster-addon/cni/templates/cni.yaml': template, 'cluster-addon/cni2/templates/cni.yaml': template };
  expect(await brief('stage-upgrade', same)).toEqual([]);
  expect(await brief('stage-upgrade', { ...same, 'cluster-addon/cni2/templates/cni.yaml': template.replace('cilium', 'other') })).toEqual([
    'refuse stage-upgrade clusteraddon.yaml:2:41',
  ]);
});
