import { describe, expect, test } from 'vitest';
import type { Rendering } from '../../../src/chart/index.ts';
import { STAGES } from '../../../src/compat/rules/stages/index.ts';
import { briefFinding } from '../../support/brief-finding.ts';
import { type CheckOptions, checkBuilt } from '../../support/check-built.ts';
import { formatConfig, type Overrides, SINGLE_STAGE } from '../../support/stack-builder.ts';

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

const daemonSet = (name: string) => `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: ${name}}\n`;
const SKIPPED: Rendering = { kind: 'skipped', reason: 'no-helm', message: '' };

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

/** Places and texts of the findings about what stands in `objects` of line 6. */
async function sayOfObjects(objects: string): Promise<string[]> {
  const findings = await check('stage-object', wait('"true"', objects));
  return findings.map(({ verdict, line, column, message }) => `${verdict} ${line}:${column} ${message}`);
}

describe('an object that a stage waits for', () => {
  const NOT_ALLOWED = "so CSO never finds it; addons' objects are in kube-system";

  test.each([
    ['{apiVersion: v1, name: a}', 'refuse 6:19 the object has no kind, so CSO cannot ask for it'],
    ['{apiVersion: v1, kind: "", name: a}', 'refuse 6:19 the object has no kind, so CSO cannot ask for it'],
    ['{apiVersion: v1, kind: Node}', 'refuse 6:19 the Node has no name, so CSO cannot ask for it'],
    ['{apiVersion: v1, kind: Node, name: ""}', 'refuse 6:19 the Node has no name, so CSO cannot ask for it'],
    ['{kind: DaemonSet, name: a, namespace: b}', 'refuse 6:19 the DaemonSet has no apiVersion; write apps/v1'],
    ['{apiVersion: "", kind: DaemonSet, name: a, namespace: b}', 'refuse 6:32 the DaemonSet has no apiVersion; write apps/v1'],
    ['{kind: Foo, name: a}', 'refuse 6:19 the Foo has no apiVersion; write the apiVersion of its CRD'],
    ['{kind: Node, name: a}', 'ok 6:19 Node/a can be asked for'],
    ['{apiVersion: "", kind: Node, name: a}', 'ok 6:19 Node/a can be asked for'],
    [
      '{apiVersion: v1, kind: Node, name: a, namespace: b}',
      'refuse 6:68 a Node belongs to no namespace, so CSO never finds it in b; delete the namespace',
    ],
    ['{apiVersion: v1, kind: Node, name: a, namespace: ""}', 'ok 6:19 Node/a can be asked for'],
    ['{apiVersion: apps/v1, kind: DaemonSet, name: a, namespace: ""}', `refuse 6:64 the DaemonSet has no namespace, ${NOT_ALLOWED}`],
    [
      '{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, name: a, namespace: b}',
      'refuse 6:32 Kubernetes 1.32 does not serve policy/v1beta1 PodDisruptionBudget; write policy/v1',
    ],
    [
      '{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingAdmissionPolicy, name: a}',
      'refuse 6:32 Kubernetes 1.32 does not serve admissionregistration.k8s.io/v1 MutatingAdmissionPolicy',
    ],
    ['{apiVersion: v1, kind: Deployment, name: a, namespace: b}', 'refuse 6:32 there is no kind Deployment in v1; write apps/v1'],
    [
      '{apiVersion: networking.k8s.io/v2, kind: Ingress, name: a, namespace: b}',
      'refuse 6:32 there is no kind Ingress in networking.k8s.io/v2; write networking.k8s.io/v1',
    ],
    ['{apiVersion: a/b/c, kind: Deployment, name: a, namespace: b}', 'refuse 6:32 a/b/c is not an apiVersion; write <group>/<version>'],
    [
      '{apiVersion: networking.k8s.io/v1alpha1, kind: Foo, name: a, namespace: b}',
      'unknown 6:19 no table knows the kind Foo of networking.k8s.io/v1alpha1, so whether it has a namespace was not checked',
    ],
    ['{apiVersion: cilium.io/v2, kind: CiliumNode, name: a}', 'ok 6:19 CiliumNode/a can be asked for'],
    [
      '{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, name: a}',
      `refuse 6:79 the CiliumNetworkPolicy has no namespace, ${NOT_ALLOWED}`,
    ],
    [
      '{apiVersion: cilium.io/v2, kind: CiliumNode, name: a, namespace: b}',
      'refuse 6:84 a CiliumNode belongs to no namespace, so CSO never finds it in b; delete the namespace',
    ],
    [CILIUM, 'ok 6:19 DaemonSet/cilium can be asked for'],
  ])('%s: %s', async (object, said) => expect(await sayOfObjects(object)).toEqual([said]));

  test('a kind that no table knows is told of once', async () => {
    const foo = (name: string, kind = 'Foo') => `{apiVersion: example.org/v1, kind: ${kind}, name: ${name}}`;
    expect(await sayOfObjects(`${foo('a')}, ${foo('b')}, ${foo('c', 'Bar')}`)).toEqual([
      'unknown 6:19 no table knows the kind Foo of example.org/v1, so whether it has a namespace was not checked',
      'unknown 6:119 no table knows the kind Bar of example.org/v1, so whether it has a namespace was not checked',
    ]);
  });

  test('a minor above all tables may serve what they do not have', async () => {
    const files = { ...wait('"true"', '{apiVersion: apps/v1, kind: Foo, name: a}'), 'csctl.yaml': formatConfig({ kubernetes: 'v1.99.0' }) };
    expect((await check('stage-object', files)).map(({ verdict }) => verdict)).toEqual(['unknown']);
  });
});

/** The text of a condition in line 7, and the findings about it and its objects. */
async function sayOfExpression(expression: string, objects?: string): Promise<string[]> {
  const findings = await check('stage-expression', wait(expression, objects));
  return findings.map(({ verdict, line, column, message }) => `${verdict} ${line}:${column} ${message}`);
}

describe('what is said of an expression', () => {
  const named = (...keys: readonly string[]) => keys.map((key) => CILIUM.replace('ds', key)).join(', ');
  const cannotName = (key: string, instead: string) =>
    `an expression cannot name an object by the key "${key}", since it is not an identifier in CEL; write ${instead}, for instance`;
  const isType = (name: string) =>
    `${name} is the name of a type in CEL, so no object can have it as its key; write ${name}Object, for instance`;
  const COMPILES = 'ok 7:21 the expression compiles to a boolean';
  const EMPTY = 'waitForPostCondition has objects and no conditions, which CSO fails on; write conditions: "true" to wait until they exist';
  const ENDS = 'CSO cannot compile the expression: it ends where more must follow';

  test.each<[expression: string, objects: string, said: readonly string[]]>([
    ['ds.status.x == 1', CILIUM, [COMPILES]],
    ['ds.status.ready', CILIUM, ['ok 7:21 the expression compiles; its value is known only in the cluster']],
    [
      'ds.x.size()',
      CILIUM,
      ['refuse 7:21 the expression yields int and no boolean, so CSO waits forever; compare it with what you wait for'],
    ],
    ['a.b.Timestamp{} == ds.x', CILIUM, ['unknown 7:21 the expression was not checked: CEL of this kind cannot be checked here']],
    ['', CILIUM, [`refuse 6:9 ${EMPTY}`]],
    ['" "', CILIUM, [`refuse 7:21 ${EMPTY}`]],
    ['"true"', '', [COMPILES]],
    // Names
    ['foo.x == 1', '', ['refuse 7:21 no object of the condition has the key foo; there are none']],
    ['foo.x == 1', named('ds', 'two'), ['refuse 7:21 no object of the condition has the key foo; there are ds, two']],
    ['foo.x == 1', named('cilium-ds'), ['refuse 7:21 no object of the condition has the key foo; there are cilium-ds']],
    ['cilium-ds.x == 1', named('cilium-ds'), [`refuse 7:21 ${cannotName('cilium-ds', 'cilium_ds')}`]],
    ['1a-b.c.x == 1', named('1a-b.c'), [`refuse 7:22 ${cannotName('1a-b.c', '_1a_b_c')}`]],
    ['namespace.x == 1', named('namespace'), [`refuse 7:21 ${cannotName('namespace', 'namespaceObject')}`]],
    // A key that the expression does not name is not what is wrong with it.
    ['ds.x ==', named('cilium-ds', 'ds'), [`refuse 7:27 ${ENDS}`]],
    ['ds.x ==', named('""', 'ds'), [`refuse 7:27 ${ENDS}`]],
    ['c.x == 1', named('cilium-ds', 'ds'), ['refuse 7:21 no object of the condition has the key c; there are cilium-ds, ds']],
    ['map.x == 1', named('map', 'ds', 'string'), [`refuse 6:25 ${isType('map')}`, `refuse 6:200 ${isType('string')}`]],
    // Objects beside it
    ['ds.x == 1 && two.x == 1', named('ds', 'two'), [COMPILES]],
    ['two.x == 1', named('ds', 'two'), ['warn 6:25 the expression does not name ds; CSO only waits until cilium exists', COMPILES]],
    [
      'ds.x == 1',
      named('ds', 'ds'),
      ['warn 6:25 two objects have the key ds, and the expression sees only the last; give each its own', COMPILES],
    ],
    [
      'ds.x == 1',
      `${CILIUM}, ${named('""')}, {apiVersion: v1, kind: Node}`,
      [
        'warn 6:106 cilium has no key, so no expression can name it; CSO only waits until it exists',
        'warn 6:193 the object has no key, so no expression can name it; CSO only waits until it exists',
        COMPILES,
      ],
    ],
  ])('%s, of %s', async (expression, objects, said) => expect(await sayOfExpression(expression, objects)).toEqual(said));
});

test('the small stack passes all', async () => {
  const findings = await checkBuilt(STAGES);
  expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  expect(new Set(findings.map(({ code }) => code))).toEqual(
    new Set(['stage-key', 'stage-hook', 'stage-action', 'stage-folder', 'stage-upgrade']),
  );
});

test('a single-stage stack has no stages', async () => {
  expect(await checkBuilt(STAGES, SINGLE_STAGE)).toEqual([]);
});

test('each rule gives the verdicts that it names, and no others', async () => {
  const samples: Readonly<Record<string, readonly (readonly [Overrides, CheckOptions?])[]>> = {
    'stage-key': [[{}], [stages('{name: cni, action: apply, timeout: 5m}')], [stages('{name: cni, actio: apply}')]],
    'stage-hook': [[{ 'clusteraddon.yaml': 'addonStages: {BeforeClusterUpgrade: [], AfterControlPlaneInitialised: [], Other: []}\n' }]],
    'stage-action': [[stages(CNI, '{name: cni, action: Apply}')]],
    'stage-folder': [[stages(CNI, '{name: other, action: apply}')]],
    'stage-unused': [[stages('', CNI)]],
    'stage-upgrade': [
      [stages(CNI)],
      [stages(CNI, '')],
      [stages(CNI, '{name: cni, action: delete}')],
      [{ ...stages(CNI, '{name: csi, action: apply}'), ...chart('csi') }, { renderings: { csi: SKIPPED } }],
    ],
    'stage-skew': [[chart('cni', 'dependencies: [{name: a-cloud-controller-manager, version: 1.0.0}]\n')]],
    'stage-expression': [[wait('ds.x')], [wait('"true"')], [wait('ds.x ==')], [wait('a.b.Timestamp{} == ds.x')]],
    'stage-object': [
      [wait('ds.x')],
      [wait('ds.x', '{key: ds}')],
      [wait('ds.x', '{key: ds, apiVersion: example.org/v1, kind: A, name: a}')],
    ],
    'stage-order': [
      [{ ...wait('ds.x'), 'cluster-addon/cni/templates/cni.yaml': daemonSet('cilium') }],
      [{ ...wait('ds.x', CILIUM, 'waitForPreCondition'), 'cluster-addon/cni/templates/cni.yaml': daemonSet('cilium') }],
      [{ ...wait('ds.x'), 'cluster-addon/cni/templates/cni.yaml': daemonSet('other') }],
    ],
  };
  for (const rule of STAGES) {
    const found = await Promise.all((samples[rule.code] ?? []).map(([files, options]) => checkBuilt([rule], files, options)));
    const given = new Set(found.flat().map(({ verdict }) => verdict));
    expect([rule.code, [...given].sort()]).toEqual([rule.code, [...rule.verdicts].sort()]);
  }
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
  [
    'an older name beside the right one',
    'stage-key',
    stages('{name: cni, action: apply, helmChartName: cni}', CNI),
    ['warn stage-key clusteraddon.yaml:2:61'],
  ],
  ['an older name', 'stage-key', stages('{helmChartName: cni, action: apply}', CNI), ['refuse stage-key clusteraddon.yaml:2:35']],
  ['a key of their own', 'stage-key', stages('{name: cni, action: apply, timeout: 5m}', CNI), ['warn stage-key clusteraddon.yaml:2:61']],
  ['one without effect', 'stage-key', { 'clusteraddon.yaml': `apiVersio: a\naddonStages: {}\n` }, ['warn stage-key clusteraddon.yaml:1:1']],
  [
    'those kept for anchors',
    'stage-key',
    { 'clusteraddon.yaml': `x-cni: 1\n.cni: 2\nstages: &a []\naddonStages: {BeforeClusterUpgrade: *a}\n` },
    [],
  ],
  [
    'those that only contain such a mark',
    'stage-key',
    { 'clusteraddon.yaml': `a.b: 1\nfix-x-a: 2\nhelmChartName: a\naddonStages: {}\n` },
    ['warn stage-key clusteraddon.yaml:1:1', 'warn stage-key clusteraddon.yaml:2:1', 'warn stage-key clusteraddon.yaml:3:1'],
  ],
  [
    'a misspelt apiVersion of an object',
    'stage-key',
    wait('"true"', '{key: a, apiVersio: v1, kind: Pod, name: a, namespace: b}'),
    ['refuse stage-key clusteraddon.yaml:6:28'],
  ],
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
    'with all escapes of one character',
    'stage-expression',
    wait(`"ds.x == \\"a\\'b\\\\\\\\n\\" && foo"`),
    ['refuse stage-expression clusteraddon.yaml:7:47'],
  ],
  [
    'backslashes outside of double quotes',
    'stage-expression',
    wait('ds.x == "a\\\\b" && foo'),
    ['refuse stage-expression clusteraddon.yaml:7:39'],
  ],
  [
    'a literal block that keeps its end, with a comment',
    'stage-expression',
    wait('|+ # ready\n          foo.x == 1\n\n'),
    ['refuse stage-expression clusteraddon.yaml:8:11'],
  ],
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
])('%s: %s', async (_, code, files, expected) => expect(await brief(code, files)).toEqual(expected));

describe('what a stage waits for, and when it comes', () => {
  const files: Overrides = {
    ...chart('csi'),
    'cluster-addon/cni/templates/cni.yaml': daemonSet('cilium'),
    'cluster-addon/csi/templates/csi.yaml': daemonSet('csi'),
  };
  const object = (name: string, kind = 'apiVersion: apps/v1, kind: DaemonSet', namespace = 'kube-system') =>
    `{objects: [{key: ds, ${kind}, name: ${name}, namespace: ${namespace}}], conditions: ds.x == 1}`;
  const waitBefore = (...asked: Parameters<typeof object>) => `waitForPreCondition: ${object(...asked)}`;
  const waitAfter = (...asked: Parameters<typeof object>) => `waitForPostCondition: ${object(...asked)}`;
  const both = (cni: string, csi: string, upgraded = '') =>
    stages(`{name: cni, action: apply, ${cni}}, {name: csi, action: apply, ${csi}}`, upgraded);
  const besides = (template: string): Overrides => ({ 'cluster-addon/csi/templates/more.yaml': template });
  const SERVICE = 'apiVersion: v1, kind: Service';
  const nobody = (name: string) =>
    `no addon has ${name} in that namespace, nor does kubeadm make it; if nothing else does, the stage waits forever`;
  const late = (when: string, name: string, maker: string) =>
    `${when} asks for ${name}, which only ${maker} makes, and no stage before applies that, so a new cluster waits forever; move the stage or the condition`;

  test.each<[name: string, files: Overrides, said: readonly string[], options?: CheckOptions]>([
    ['its own object afterwards', both(waitAfter('cilium'), ''), ['ok 2 DaemonSet/cilium is an object of cni']],
    ['its own object before', both(waitBefore('cilium'), ''), [`refuse 2 ${late('waitForPreCondition', 'DaemonSet/cilium', 'cni')}`]],
    ['an object of a stage before', both('', waitBefore('cilium')), ['ok 2 DaemonSet/cilium is an object of cni']],
    ['an object of a stage after', both(waitAfter('csi'), ''), [`refuse 2 ${late('waitForPostCondition', 'DaemonSet/csi', 'csi')}`]],
    [
      'an object of a stage before that deletes it',
      stages(`{name: cni, action: delete}, {name: csi, action: apply, ${waitBefore('cilium')}}`, ''),
      [`refuse 2 ${late('waitForPreCondition', 'DaemonSet/cilium', 'cni')}`],
    ],
    ['nothing, for one that deletes', stages(`{name: cni, action: delete, ${waitBefore('cilium')}}, {name: csi, action: apply}`, ''), []],
    [
      'an object of two, of which one is there',
      { ...both(waitAfter('csi'), ''), 'cluster-addon/cni/templates/more.yaml': daemonSet('csi') },
      ['ok 2 DaemonSet/csi is an object of cni and csi'],
    ],
    [
      'an object of a stage after, of any kind',
      { ...both(waitAfter('dns', SERVICE), ''), ...besides('apiVersion: v1\nkind: Service\nmetadata: {name: dns}\n') },
      [`refuse 2 ${late('waitForPostCondition', 'Service/dns', 'csi')}`],
    ],
    [
      'the same under a name that kubeadm gives',
      { ...both(waitAfter('kube-dns', SERVICE), ''), ...besides('apiVersion: v1\nkind: Service\nmetadata: {name: kube-dns}\n') },
      ['ok 2 Service/kube-dns is an object of csi'],
    ],
    [
      'an object of the core, without an apiVersion',
      {
        ...both('waitForPostCondition: {objects: [{key: n, kind: Node, name: a}], conditions: n.x == 1}', ''),
        ...besides('apiVersion: v1\nkind: Node\nmetadata: {name: a}\n'),
      },
      [`refuse 2 ${late('waitForPostCondition', 'Node/a', 'csi')}`],
    ],
    [
      'on an upgrade it may be there',
      both('', '', `{name: cni, action: apply, ${waitBefore('csi')}}`),
      ['ok 3 DaemonSet/csi is an object of csi'],
    ],
    ['kubeadm’s', both(waitBefore('kube-proxy'), ''), []],
    ['kubeadm’s of another kind', both(waitBefore('coredns', 'apiVersion: apps/v1, kind: Deployment'), ''), []],
    ['the name of kubeadm’s, of another kind', both(waitBefore('coredns'), ''), [`warn 2 ${nobody('DaemonSet/coredns')}`]],
    ['nobody’s', both(waitAfter('other'), ''), [`warn 2 ${nobody('DaemonSet/other')}`]],
    [
      'nobody’s of another kind',
      both(waitAfter('cilium', 'apiVersion: apps/v1, kind: StatefulSet'), ''),
      [`warn 2 ${nobody('StatefulSet/cilium')}`],
    ],
    ['nobody’s of a kind of which a cluster makes many', both(waitAfter('other', 'apiVersion: v1, kind: ConfigMap'), ''), []],
    ['nobody’s, misspelt', both(waitAfter('cillium'), ''), [`warn 2 ${nobody('DaemonSet/cillium')}; did you mean cilium in kube-system?`]],
    [
      'nobody’s in that namespace',
      both(waitAfter('cilium', undefined, 'other'), ''),
      [`warn 2 ${nobody('DaemonSet/cilium')}; did you mean cilium in kube-system?`],
    ],
    [
      'nobody’s in that namespace, of a chart that names its own',
      { ...both(waitAfter('agent'), ''), ...besides('apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent, namespace: agents}\n') },
      [`warn 2 ${nobody('DaemonSet/agent')}; did you mean agent in agents?`],
    ],
    ['nobody’s, which cannot be asked for', both(waitAfter('cillium').replace(', namespace: kube-system', ''), ''), []],
    ['nothing is known of one addon', both(waitAfter('csi'), ''), [], { renderings: { csi: SKIPPED } }],
    ['no chart of an addon can be read', both(waitAfter('other'), ''), [], { facts: { addons: [] } }],
    ['the folder of a stage is misspelt', stages(`{name: cnii, action: apply, ${waitAfter('cilium')}}`), []],
    [
      'an operator may make it',
      {
        ...both(waitAfter('calico-node'), ''),
        'cluster-addon/cni/templates/i.yaml': 'apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: a}\n',
      },
      [],
    ],
  ])('%s', async (_, overrides, said, options) => {
    const findings = await check('stage-order', { ...files, ...overrides }, options);
    expect(findings.map(({ verdict, line, message }) => `${verdict} ${line} ${message}`)).toEqual(said);
  });
});

describe('an addon that upgrades replace by one of another name', () => {
  const REPLACED = '{name: cni2, action: apply}';
  const LOST =
    'BeforeClusterUpgrade does not have cni, so CSO deletes it when a cluster is upgraded; add - {name: cni, action: apply} there';
  const KEPT = 'ok 2:34 the stages of BeforeClusterUpgrade contain all its objects';
  const UNSEEN = `unknown 2:41 ${LOST}, unless other stages have its objects, which could not be seen`;
  const TWO = `${daemonSet('cilium')}---\n${daemonSet('agent')}`;
  const addons = (cni: string, cni2: string, created = CNI, upgraded = REPLACED): Overrides => ({
    ...chart('cni2'),
    ...stages(created, upgraded),
    'cluster-addon/cni/templates/cni.yaml': cni,
    'cluster-addon/cni2/templates/cni.yaml': cni2,
  });
  const same = addons(daemonSet('cilium'), daemonSet('cilium'));
  const created = addons(daemonSet('cilium'), daemonSet('cilium'), `${CNI}, ${REPLACED}`);

  test.each<[name: string, files: Overrides, said: string, options?: CheckOptions]>([
    ['with the same objects', same, KEPT],
    ['with more objects', addons(daemonSet('cilium'), TWO), KEPT],
    ['with fewer objects', addons(TWO, daemonSet('cilium')), `refuse 2:41 ${LOST}`],
    ['with other objects', addons(daemonSet('cilium'), daemonSet('other')), `refuse 2:41 ${LOST}`],
    ['with no objects', addons(daemonSet('cilium'), ''), `refuse 2:41 ${LOST}`],
    ['that has no objects itself', addons('', daemonSet('cilium')), `refuse 2:41 ${LOST}`],
    ['that has no objects itself, by one that cannot be seen', addons('', ''), `refuse 2:41 ${LOST}`, { renderings: { cni2: SKIPPED } }],
    ['that they delete', addons(daemonSet('cilium'), daemonSet('cilium'), CNI, '{name: cni2, action: delete}'), `refuse 2:41 ${LOST}`],
    ['that cannot be seen', same, UNSEEN, { renderings: { cni2: SKIPPED } }],
    ['and cannot be seen itself', same, UNSEEN, { renderings: { cni: SKIPPED } }],
    // What new clusters have beside it holds other objects.
    ['that new clusters have, too', created, KEPT],
    ['that new clusters have, too, and cannot be seen', created, `refuse 2:41 ${LOST}`, { renderings: { cni2: SKIPPED } }],
    ['that new clusters have, too, and cannot be seen itself', created, `refuse 2:41 ${LOST}`, { renderings: { cni: SKIPPED } }],
  ])('%s', async (_, files, said, options) => {
    const findings = (await check('stage-upgrade', files, options)).filter(({ subject }) => subject === 'cni');
    expect(findings.map(({ verdict, line, column, message }) => `${verdict} ${line}:${column} ${message}`)).toEqual([said]);
  });
});

describe('what is said of hooks, stages and addons', () => {
  const NEW =
    'only BeforeClusterUpgrade applies the addon, so new clusters do not get it before their first upgrade; add - {name: cni, action: apply} to AfterControlPlaneInitialized, unless that is meant';
  const DELETED =
    'BeforeClusterUpgrade deletes the addon, so new clusters have it and upgraded ones lose it; write action: apply there, or leave it out of AfterControlPlaneInitialized, unless that is meant';
  const hooks = (text: string): Overrides => ({ 'clusteraddon.yaml': `addonStages:\n${text}` });
  const BROKEN = hooks(`  AfterControlPlaneInitialized: [${CNI}, x]\n`);
  const TWICE = hooks('  AfterControlPlaneInitialized: [{name: cni, action: apply, action: apply}]\n');

  test.each<[code: string, files: Overrides, said: readonly string[]]>([
    [
      'stage-hook',
      hooks('  AfterClusterUpgrade: []\n  BeforeClusterUpgrade: []\n'),
      [
        'warn AfterClusterUpgrade 2:3 CSO never runs the hook AfterClusterUpgrade; it knows AfterControlPlaneInitialized and BeforeClusterUpgrade',
        'ok BeforeClusterUpgrade 3:3 CSO runs this hook',
      ],
    ],
    [
      'stage-key',
      stages('{name: cni, action: apply, timeout: 5m}', CNI),
      ['warn cni 2:61 CSO ignores the key timeout; it knows name, action, waitForPreCondition, waitForPostCondition here'],
    ],
    ['stage-key', BROKEN, []],
    [
      'stage-action',
      stages('{action: delete}', '{name: cni}'),
      [
        'ok AfterControlPlaneInitialized 2:43 the action is delete',
        'refuse cni 3:26 the stage has no action, and CSO deletes the addon for anything but "apply"; write apply or delete',
      ],
    ],
    [
      'stage-folder',
      { ...stages('{action: apply}, {name: other, action: apply}', CNI), ...chart('csi') },
      [
        "refuse AfterControlPlaneInitialized 2:34 no folder cluster-addon/ has the stage's name; there are cni, csi",
        "refuse other 2:58 no folder cluster-addon/other has the stage's name; there are cni, csi",
        'ok cni 3:33 cluster-addon/cni is its folder',
      ],
    ],
    [
      'stage-unused',
      stages(CNI, `${CNI}, ${CNI}`),
      ['warn cni 3:54 BeforeClusterUpgrade names cni twice, and CSO runs only the first of them; delete the second'],
    ],
    ['stage-unused', stages('', CNI), [`warn cni 3:26 ${NEW}`]],
    ['stage-unused', stages('{action: apply}, {action: apply}', CNI), [`warn cni 3:26 ${NEW}`]],
    ['stage-unused', stages(`{action: apply}, ${CNI}`), []],
    [
      'stage-unused',
      stages(`{name: cni, action: delete}, ${CNI}`, ''),
      ['warn cni 2:63 AfterControlPlaneInitialized names cni twice, and CSO runs only the first of them; delete the second'],
    ],
    ['stage-unused', { ...BROKEN, ...chart('csi') }, []],
    ['stage-unused', { ...TWICE, ...chart('csi') }, []],
    ['stage-upgrade', stages(CNI), ['ok cni 2:34 BeforeClusterUpgrade has the addon, too']],
    ['stage-upgrade', stages(CNI, '{name: cni, action: delete}'), [`warn cni 3:46 ${DELETED}`]],
    ['stage-upgrade', stages('{name: gone, action: apply}', ''), []],
    ['stage-upgrade', BROKEN, []],
    ['stage-upgrade', TWICE, []],
  ])('%s, %#', async (code, files, said) => {
    const findings = await check(code, files);
    expect(findings.map(({ verdict, subject, line, column, message }) => `${verdict} ${subject} ${line}:${column} ${message}`)).toEqual(
      said,
    );
  });

  test.each([
    ['after another dependency', '{name: a, version: 1.0.0}, {name: x-cloud-controller-manager, version: 1.0.0}', CNI, ['warn']],
    ['by the end of its name alone', '{name: cloud-controller-manager-crds, version: 1.0.0}', CNI, []],
    ['in an addon that upgrades delete', '{name: x-cloud-controller-manager, version: 1.0.0}', '{name: cni, action: delete}', []],
  ])('a cloud-controller-manager is found %s', async (_, dependencies, upgraded, verdicts) => {
    const findings = await check('stage-skew', { ...chart('cni', `dependencies: [${dependencies}]\n`), ...stages(CNI, upgraded) });
    expect(findings.map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  test('a cloud-controller-manager that may be off is not warned of', async () => {
    const files = {
      ...chart('cni', 'dependencies: [{name: x-cloud-controller-manager, version: 1.0.0, condition: ccm.enabled}]\n'),
      'cluster-addon/cni/values.yaml': 'ccm: {enabled: false}\n',
      'cluster-addon/cni/overwrite.yaml': 'values: ""\n',
    };
    expect(await check('stage-skew', files)).toEqual([]);
  });
});
