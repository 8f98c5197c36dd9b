import { describe, expect, test } from 'vitest';
import type { Rendering } from '../../src/chart/index.ts';
import { RULES } from '../../src/compat/index.ts';
import type { Finding } from '../../src/finding.ts';
import { buildFacts, checkBuilt } from '../support/check-built.ts';
import type { Overrides } from '../support/stack-builder.ts';

/** Ways in which not all of an addon is seen, each with the code that says so. */
const FAILED: Rendering = { kind: 'failed', message: 'm', place: { file: 'x' } };
const GAPS: readonly [what: string, rendering: Rendering, cause: string][] = [
  ['failed', FAILED, 'not-rendered'],
  ['lacks a dependency', { kind: 'skipped', reason: 'missing-dependency', message: 'm' }, 'not-rendered'],
  ['depends on the operator’s environment', { kind: 'skipped', reason: 'unknown-values', message: 'm' }, 'not-rendered'],
  ['without helm', { kind: 'skipped', reason: 'no-helm', message: 'm' }, 'not-rendered'],
  [
    'depends on what stands for unknown values',
    { kind: 'rendered', objects: [], problems: [], guessed: { message: 'm', place: { file: 'x' } } },
    'not-rendered',
  ],
  ['has an unread document', { kind: 'rendered', objects: [], problems: [{ message: 'm', place: { file: 'x' } }] }, 'render-invalid'],
];

const object = (apiVersion: string, kind: string, name: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
const CRD = `${object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'policies.example.org')}spec: {group: example.org, scope: Namespaced, names: {kind: Policy}, versions: [{name: v2, served: true}]}\n`;
const CNI = 'cluster-addon/cni/templates/cni.yaml';

interface StackOptions {
  readonly created?: readonly string[];
  readonly upgraded?: readonly string[];
  readonly condition?: string;
}

/** A stack whose addon `more` may hold what `cni` asks for. */
function stack(cni: string, { created = ['cni', 'more'], upgraded, condition = '' }: StackOptions = {}): Overrides {
  const list = (names: readonly string[]) =>
    names.map((name) => `    - {name: ${name}, action: apply${name === 'cni' ? condition : ''}}\n`).join('');
  return {
    [CNI]: cni,
    'cluster-addon/more/Chart.yaml': 'apiVersion: v2\nname: more\nversion: 1.0.0\n',
    'clusteraddon.yaml': `addonStages:\n  AfterControlPlaneInitialized:\n${list(created)}  BeforeClusterUpgrade:\n${list(upgraded ?? created)}`,
  };
}

const WAITS =
  ', waitForPostCondition: {objects: [{key: d, apiVersion: apps/v1, kind: Deployment, name: agent, namespace: kube-system}], conditions: "true"}';

/** Findings if nothing were hidden, which have to be left open where something is. */
const CASES: readonly [code: string, files: Overrides, whole: Finding['verdict']][] = [
  ['unserved-api', stack(object('example.org/v1', 'Policy', 'a')), 'unknown'],
  ['unserved-api', stack(`${CRD}---\n${object('example.org/v1', 'Policy', 'a')}`), 'refuse'],
  ['stage-order', stack(object('v1', 'ConfigMap', 'a'), { condition: WAITS }), 'warn'],
  ['stage-upgrade', stack(object('v1', 'ConfigMap', 'a'), { created: ['cni'], upgraded: ['more'] }), 'refuse'],
];

const of = (findings: readonly Finding[], code: string, file = '') =>
  findings.filter((finding) => finding.code === code && (finding.file ?? '').includes(file)).map(({ verdict }) => verdict);

describe.each(CASES)('%s', (code, files, whole) => {
  test(`all was read: ${whole}`, async () => expect(of(await checkBuilt(RULES, files), code)).toContain(whole));

  test.each(GAPS)('an addon %s: nothing is concluded', async (_, rendering, cause) => {
    const findings = await checkBuilt(RULES, files, { renderings: { more: rendering } });
    expect(of(findings, cause).filter((verdict) => verdict !== 'ok')).toHaveLength(1);
    expect(of(findings, code).filter((verdict) => verdict === 'refuse' || verdict === 'warn')).toEqual([]);
    expect(of(findings, code, 'cluster-addon/cni')).not.toContain('ok');
  });
});

describe.each(['unserved-api', 'removed-api', 'foreign-namespace', 'not-rendered'])('%s says ok', (code) => {
  const files = { [CNI]: object('v1', 'ConfigMap', 'a') };

  test('of what was read whole', async () => expect(of(await checkBuilt(RULES, files), code, 'cluster-addon')).toEqual(['ok']));

  test.each(GAPS)('not where the chart %s', async (_, rendering) =>
    expect(of(await checkBuilt(RULES, files, { renderings: { cni: rendering } }), code, 'cluster-addon')).not.toContain('ok'),
  );
});

test('an addon beside it hides nothing of another one’s upgrade', async () => {
  const files = stack(object('v1', 'ConfigMap', 'a'), { created: ['cni', 'more'], upgraded: ['more'] });
  expect(of(await checkBuilt(RULES, files, { renderings: { more: FAILED, cni: FAILED } }), 'stage-upgrade')).toContain('refuse');
});

describe('stages that CSO cannot load', () => {
  const broken = {
    ...stack(object('v1', 'ConfigMap', 'a')),
    'clusteraddon.yaml':
      'addonStages:\n  AfterControlPlaneInitialized:\n    - {name: cni, action: apply}\n    - more\n  BeforeClusterUpgrade: {name: cni}\n',
  };
  const CODES = ['stage-unused', 'stage-upgrade', 'stage-key', 'stage-removed', 'addon-dropped'];

  test('tell nothing of what they lack', async () => {
    const findings = await checkBuilt(RULES, broken, { earlier: stack('') });
    expect(CODES.flatMap((code) => of(findings, code))).toEqual([]);
  });

  test('of an earlier release: unknown, once', async () => {
    const findings = await checkBuilt(RULES, {}, { earlier: broken });
    expect(CODES.flatMap((code) => of(findings, code)).filter((verdict) => verdict === 'unknown')).toEqual(['unknown']);
  });
});

test('a kind that may be newer than the table is no mistake', async () => {
  const condition = WAITS.replace('apps/v1', 'v1').replace('Deployment', 'Novelty');
  const files = stack(object('v1', 'ConfigMap', 'a'), { condition });
  const at = (minor: number) => ({ facts: { kubernetes: { major: 1, minor, patch: 0 } } });
  expect(of(await checkBuilt(RULES, files, at(32)), 'stage-object')).toContain('refuse');
  expect(of(await checkBuilt(RULES, files, at(60)), 'stage-object')).toEqual(['unknown']);
});

test('an earlier class of which a document was not read is told, once', async () => {
  const facts = await buildFacts({}, { earlier: {} });
  const problems = [{ message: 'm', place: { file: 'x' } }];
  const earlier = (facts.earlier ?? []).map((one) => ({
    ...one,
    clusterClass: { ...one.clusterClass, rendering: { ...one.clusterClass.rendering, problems } as Rendering },
  }));
  const files = { 'cluster-class/templates/cluster-class.yaml': `${object('cluster.x-k8s.io/v1beta1', 'ClusterClass', 'a')}spec: {}\n` };
  const findings = await checkBuilt(RULES, files, { facts: { earlier } });
  expect(findings.filter(({ code, verdict }) => code === 'class-reference' && verdict === 'unknown')).toEqual([
    expect.objectContaining({ message: 'its ClusterClass cannot be compared with the new one: x was not read: m' }),
  ]);
});

describe('node images', () => {
  const url = (version: string) => `https://images.example.org/ubuntu-2204-kube-${version}.qcow2`;
  const image = (name: string, version: string) =>
    `${object('openstack.k-orc.cloud/v1alpha1', 'Image', name)}spec: {resource: {content: {download: {url: "${url(version)}"}}}}\n`;
  const FILE = 'cluster-class/templates/images.yaml';

  test('that a right one may stand beside are not refused', async () => {
    const files = { [FILE]: image('x', 'v1.31.1') };
    const { clusterClass } = await buildFacts(files);
    expect(of(await checkBuilt(RULES, files), 'node-image-version')).toEqual(['refuse']);
    const rendering = { ...clusterClass.rendering, problems: [{ message: 'm', place: { file: 'x' } }] } as Rendering;
    expect(of(await checkBuilt(RULES, files, { renderings: { 'cluster-class': rendering } }), 'node-image-version')).toEqual([]);
  });

  test('that nobody could be asked for, for one reason, are told once', async () => {
    const files = { [FILE]: ['a', 'b', 'c'].map((name, index) => image(name, `v1.32.${index}`)).join('---\n') };
    const images = [0, 1, 2].map((patch) => ({ url: url(`v1.32.${patch}`), kind: 'unreachable' as const, message: 'offline' }));
    const findings = await checkBuilt(RULES, files, { facts: { images } });
    expect(findings.filter(({ code }) => code === 'node-image-exists').map(({ verdict, message }) => [verdict, message])).toEqual([
      ['unknown', `whether ${url('v1.32.0')} and 2 more are there could not be asked: offline`],
    ]);
  });

  test('of a template that two classes of workers name are told once', async () => {
    const worker = (name: string) =>
      `{class: ${name}, template: {bootstrap: {ref: {apiVersion: bootstrap.cluster.x-k8s.io/v1beta1, kind: KubeadmConfigTemplate, name: b}}, infrastructure: {ref: {apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: DockerMachineTemplate, name: m}}}}`;
    const files = {
      [FILE]: `${object('infrastructure.cluster.x-k8s.io/v1beta1', 'DockerMachineTemplate', 'm')}spec: {template: {spec: {customImage: "kindest/node:v1.32.5"}}}\n`,
      'cluster-class/templates/cluster-class.yaml': `${object('cluster.x-k8s.io/v1beta1', 'ClusterClass', 'a')}spec: {workers: {machineDeployments: [${worker('a')}, ${worker('b')}]}}\n`,
    };
    expect(of(await checkBuilt(RULES, files), 'node-image-digest')).toEqual(['warn']);
  });
});
