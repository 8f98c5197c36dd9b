import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KNOWLEDGE } from '../../../src/compat/index.ts';
import { type AddonRule, type ChartVersions, mergeKnowledge } from '../../../src/compat/knowledge/index.ts';
import { VERSIONS } from '../../../src/compat/rules/versions/index.ts';
import { createFile, sortTree } from '../../../src/files/index.ts';
import { packArchive } from '../../../src/release/archive.ts';
import { checkBuilt } from '../../support/check-built.ts';
import { formatConfig, type Overrides, SINGLE_STAGE } from '../../support/stack-builder.ts';

const OCCM = 'openstack-cloud-controller-manager';
const HOME = 'https://kubernetes.github.io/cloud-provider-openstack';
const FILE = 'stacks/docker/demo/cluster-addon/cni/Chart.yaml';
const RULE = VERSIONS.filter(({ code }) => code === 'addon-version');

/** The small stack's addon with dependencies, as flow maps. */
function depend(...dependencies: readonly string[]): string {
  return ['apiVersion: v2', 'name: cni', 'version: 1.0.0', 'dependencies:', ...dependencies.map((one) => `  - {${one}}`), ''].join('\n');
}

function formatSubchart(name: string, version: string, appVersion?: string, more = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: ${version}\n${appVersion === undefined ? '' : `appVersion: ${appVersion}\n`}${more}`;
}

async function check(files: Overrides, kubernetes = 'v1.32.5') {
  return checkBuilt(RULE, { 'csctl.yaml': formatConfig({ kubernetes }), ...files });
}

async function brief(files: Overrides, kubernetes?: string): Promise<string[]> {
  return (await check(files, kubernetes)).map(({ verdict, subject }) => `${verdict} ${subject}`);
}

const declare = (name: string, version: string, repository = HOME): Overrides => ({
  'cluster-addon/cni/Chart.yaml': depend(`name: ${name}, version: "${version}", repository: "${repository}"`),
});

/** A DaemonSet of the addon that runs these images. */
function runs(...images: readonly string[]): Overrides {
  const containers = images.map((image, index) => `{name: c${index}, image: "${image}"}`);
  return {
    'cluster-addon/cni/templates/cni.yaml': `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: ccm}\nspec: {template: {spec: {containers: [${containers.join(', ')}]}}}\n`,
  };
}

describe('a dependency that is named and not downloaded', () => {
  test('names of images and of repositories take no time, however long they are', async () => {
    const image = `${'@'.repeat(300_000)}\\n`;
    const judged = await brief({ ...declare(OCCM, '2.31.x || 2.33.x', `${'/'.repeat(300_000)}x`), ...runs(image) });
    expect(judged).toEqual(['warn openstack-cloud-controller-manager']);
  });

  test('a whole finding: what was found, why it matters, what would fit', async () => {
    expect(await check(declare(OCCM, '2.33.1'))).toEqual([
      {
        code: 'addon-version',
        verdict: 'refuse',
        subject: OCCM,
        message:
          'v1.33.1 (chart 2.33.1) is one minor newer than Kubernetes 1.32: a cloud-controller-manager must not be newer than the API server, and may be no more than one minor older. What fits is v1.32.x, as in chart 2.32.1',
        file: FILE,
        line: 5,
        column: 57,
        source: KNOWLEDGE.addons.rules.find(({ chart }) => chart === OCCM)?.source,
        waived: false,
      },
    ]);
  });

  test.each([
    [OCCM, '2.32.0', 'v1.32.5', 'ok'],
    [OCCM, 'v2.32.1', 'v1.32.5', 'ok'],
    [OCCM, '2.32.99', 'v1.32.5', 'ok'],
    [OCCM, '2.31.4', 'v1.32.5', 'warn'],
    [OCCM, '2.30.5', 'v1.32.5', 'refuse'],
    [OCCM, '2.33.0', 'v1.32.5', 'refuse'],
    [OCCM, '2.99.0', 'v1.32.5', 'refuse'],
    [OCCM, '1.3.0', 'v1.32.5', 'unknown'],
    [OCCM, '3.0.0', 'v1.32.5', 'unknown'],
    ['openstack-cinder-csi', '2.32.2', 'v1.32.5', 'ok'],
    ['openstack-cinder-csi', '2.31.8', 'v1.32.5', 'warn'],
    ['openstack-cinder-csi', '2.30.4', 'v1.32.5', 'refuse'],
    ['openstack-cinder-csi', '2.33.0', 'v1.32.5', 'refuse'],
    ['cilium', '1.15.6', 'v1.29.9', 'ok'],
    ['cilium', '1.15.6', 'v1.30.1', 'warn'],
    ['cilium', '1.17.4', 'v1.32.5', 'ok'],
    ['cilium', '1.17.4', 'v1.33.1', 'warn'],
    ['cilium', '1.18.0-rc.1', 'v1.33.1', 'ok'],
    ['cilium', '1.14.0', 'v1.28.1', 'unknown'],
    ['cilium', '1.99.0', 'v1.32.5', 'unknown'],
    ['metrics-server', '3.12.2', 'v1.32.5', 'ok'],
    ['metrics-server', '3.12.2', 'v1.26.9', 'refuse'],
    ['metrics-server', '3.13.0', 'v1.30.9', 'refuse'],
    ['metrics-server', '3.13.0', 'v1.31.0', 'ok'],
    ['metrics-server', '3.7.0', 'v1.32.5', 'unknown'],
    ['cluster-autoscaler', '9.46.0', 'v1.32.5', 'ok'],
    ['cluster-autoscaler', '9.50.0', 'v1.32.5', 'warn'],
    ['cluster-autoscaler', '9.29.0', 'v1.32.5', 'unknown'],
    ['hcloud-cloud-controller-manager', '1.26.0', 'v1.32.5', 'unknown'],
  ])('%s %s in a stack of %s: %s', async (name, version, kubernetes, verdict) => {
    expect(await brief(declare(name, version), kubernetes)).toEqual([`${verdict} ${name}`]);
  });

  test.each([
    ['~2.32.0', HOME, 'ok'],
    ['2.32.x', `${HOME}/`, 'ok'],
    ['~2.31.0', HOME, 'warn'],
    ['~2.30.0', HOME, 'refuse'],
    ['>=2.31.0 <2.33.0', HOME, 'warn'],
    ['^2.32.0', HOME, 'refuse'],
    ['^2.32.0', 'oci://registry.example/charts', 'warn'],
    ['~2.98.0', HOME, 'unknown'],
    ['>>2', HOME, 'unknown'],
    ['', HOME, 'refuse'],
  ])('the range %j from %s: %s', async (range, repository, verdict) => {
    expect(await brief(declare(OCCM, range, repository))).toEqual([`${verdict} ${OCCM}`]);
  });
});

test('the verdicts are those that the rule names', async () => {
  const found = await Promise.all(['2.32.0', '2.31.0', '2.33.0', '1.3.0'].map((version) => check(declare(OCCM, version))));
  expect(found.flat().map(({ verdict }) => verdict)).toEqual(['ok', 'warn', 'refuse', 'unknown']);
  expect(RULE.map(({ verdicts }) => [...verdicts].sort())).toEqual([['ok', 'refuse', 'unknown', 'warn']]);
});

describe('what lies in charts/', () => {
  test('counts, whatever Chart.yaml asks for', async () => {
    const files = {
      ...declare(OCCM, '2.32.0'),
      [`cluster-addon/cni/charts/${OCCM}/Chart.yaml`]: formatSubchart(OCCM, '2.33.0', 'v1.33.0'),
    };
    expect(await brief(files)).toEqual([`refuse ${OCCM}`]);
  });

  test('counts without being asked for, and inside others', async () => {
    const files = {
      'cluster-addon/cni/charts/umbrella/Chart.yaml': formatSubchart('umbrella', '1.0.0'),
      'cluster-addon/cni/charts/umbrella/charts/metrics-server/Chart.yaml': formatSubchart('metrics-server', '3.13.0', '0.8.0'),
      'cluster-addon/cni/charts/umbrella/charts/other/Chart.yaml': formatSubchart('other', '1.0.0'),
      'cluster-addon/cni/charts/common/Chart.yaml': formatSubchart('common', '2.0.0', undefined, 'type: library\n'),
    };
    expect(await brief(files, 'v1.30.1')).toEqual(['unknown umbrella', 'refuse metrics-server']);
  });

  test.each([
    [undefined, 'unknown'],
    ['latest', 'unknown'],
    ['"1"', 'unknown'],
    ['1.32', 'ok'],
    ['v1.32.0+build.5', 'ok'],
    ['v2.1.0', 'unknown'],
  ])('appVersion %s: %s', async (appVersion, verdict) => {
    const files = {
      ...declare(OCCM, '2.32.0'),
      [`cluster-addon/cni/charts/${OCCM}/Chart.yaml`]: formatSubchart(OCCM, '2.32.0', appVersion),
    };
    expect(await brief(files)).toEqual([`${verdict} ${OCCM}`]);
  });

  test('an image tag that values.yaml sets is what runs', async () => {
    const files = { ...declare(OCCM, '2.31.3'), 'cluster-addon/cni/values.yaml': `${OCCM}:\n  image:\n    tag: v1.33.0\n` };
    expect(await brief(files)).toEqual([`refuse ${OCCM}`]);
    expect(await brief({ ...files, 'cluster-addon/cni/values.yaml': `${OCCM}:\n  image:\n    tag: ""\n` })).toEqual([`warn ${OCCM}`]);
  });

  test.each([
    [['registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.35.0'], 'refuse'],
    [['openstack-cloud-controller-manager:v1.35.0'], 'refuse'],
    [['registry.example:5000/openstack-cloud-controller-manager:v1.32.9@sha256:abc'], 'ok'],
    [['registry.example:5000/openstack-cloud-controller-manager:v1.35.0@sha256:abc'], 'refuse'],
    [['registry.example:5000/other:v1.35.0'], 'ok'],
    [['registry.example:5000/openstack-cloud-controller-manager:20250101'], 'ok'],
    [['registry.example:5000/openstack-cloud-controller-manager'], 'ok'],
    // Which of two runs is not known; the same twice is one.
    [['a/openstack-cloud-controller-manager:v1.35.0', 'b/openstack-cloud-controller-manager:v1.34.0'], 'ok'],
    [['a/openstack-cloud-controller-manager:v1.35.0', 'b/openstack-cloud-controller-manager:v1.35.0'], 'refuse'],
  ])('the images %j that overwrite.yaml leads to: %s', async (images, verdict) => {
    const files = {
      ...declare(OCCM, '2.32.0'),
      [`cluster-addon/cni/charts/${OCCM}/Chart.yaml`]: formatSubchart(OCCM, '2.32.0', 'v1.32.0'),
    };
    expect(await brief({ ...files, ...runs(...images) })).toEqual([`${verdict} ${OCCM}`]);
    // What only prepares the pod, and what is in no pod, says nothing.
    const template = String(runs(...images)['cluster-addon/cni/templates/cni.yaml']);
    const without = [template.replace('containers:', 'initContainers:'), template.replace('kind: DaemonSet', 'kind: Other')];
    const quiet = await Promise.all(without.map((text) => brief({ ...files, 'cluster-addon/cni/templates/cni.yaml': text })));
    expect(quiet).toEqual([[`ok ${OCCM}`], [`ok ${OCCM}`]]);
  });
});

/** What is said of an addon with some dependency of that name. */
async function say(files: Overrides): Promise<readonly [verdict: string, message: string, source: string | undefined]> {
  const [finding, ...more] = await check(files);
  expect(more).toEqual([]);
  return [finding?.verdict ?? 'none', finding?.message ?? '', finding?.source];
}

describe('what is said', () => {
  const REASON = 'a cloud-controller-manager must not be newer than the API server, and may be no more than one minor older';
  const WRONG = `: ${REASON}. What fits is v1.32.x, as in chart 2.32.1`;
  const sourceOf = (name: string) => KNOWLEDGE.addons.rules.find(({ chart }) => chart === name)?.source;
  const vendor = (name: string, version: string, appVersion?: string, rest: Overrides = {}): Overrides => ({
    ...declare(name, '*'),
    [`cluster-addon/cni/charts/${name}/Chart.yaml`]: formatSubchart(name, version, appVersion),
    ...rest,
  });
  const tagged = (tag: string): Overrides => ({ 'cluster-addon/cni/values.yaml': `${OCCM}:\n  image:\n    tag: ${tag}\n` });

  test.each<[what: string, files: Overrides, verdict: string, message: string]>([
    // Named
    [
      'a patch that no table has',
      declare(OCCM, '2.99.0'),
      'refuse',
      `v1.99.x (chart 2.99.0) is 67 minors newer than Kubernetes 1.32${WRONG}`,
    ],
    ['a version beyond the table', declare(OCCM, '3.0.0'), 'unknown', 'what chart 3.0.0 holds is not known, so it was not compared'],
    [
      'a range',
      declare(OCCM, '~2.32.0'),
      'ok',
      'the cluster chooses from the range "~2.32.0", newest first: v1.32.1 (chart 2.32.1) fits Kubernetes 1.32',
    ],
    [
      'a range of other versions',
      declare(OCCM, '2.33'),
      'refuse',
      `the cluster chooses from the range "2.33", newest first: v1.33.1 (chart 2.33.1) is one minor newer than Kubernetes 1.32${WRONG}`,
    ],
    ['a range beyond the table', declare(OCCM, '~2.98.0'), 'unknown', 'no version in the range "~2.98.0" is known, so it was not compared'],
    ['no range', declare(OCCM, '>>2'), 'unknown', '">>2" is not a range that Helm can read'],
    // Vendored
    ['a chart', vendor(OCCM, '2.32.0', 'v1.31.0'), 'warn', `v1.31.0 (chart 2.32.0) is one minor older than Kubernetes 1.32${WRONG}`],
    ['a chart that fits', vendor(OCCM, '2.30.0', 'v1.32.0'), 'ok', 'v1.32.0 (chart 2.30.0) fits Kubernetes 1.32'],
    ['a chart without appVersion', vendor(OCCM, '2.32.0'), 'unknown', 'its Chart.yaml says no appVersion, so what it holds is not known'],
    [
      'a chart as helm create leaves it',
      vendor(OCCM, '0.1.0', '"1.16.0"'),
      'unknown',
      'its Chart.yaml says no appVersion, so what it holds is not known',
    ],
    [
      'the same appVersion in another',
      vendor(OCCM, '0.2.0', '"1.16.0"'),
      'refuse',
      `1.16.0 (chart 0.2.0) is 16 minors older than Kubernetes 1.32${WRONG}`,
    ],
    ['the same version with another', vendor(OCCM, '0.1.0', '"1.32.0"'), 'ok', '1.32.0 (chart 0.1.0) fits Kubernetes 1.32'],
    [
      'the tag in values.yaml',
      vendor(OCCM, '2.32.0', 'v1.32.0', tagged('v1.33.0')),
      'refuse',
      `v1.33.0, which values.yaml sets as the image's tag, is one minor newer than Kubernetes 1.32${WRONG}`,
    ],
    [
      'the tag that is rendered',
      vendor(OCCM, '2.32.0', 'v1.32.0', runs(`registry.test/${OCCM}:v1.35.0`)),
      'refuse',
      `v1.35.0, the tag of the image that chart 2.32.0 renders to with the addon's values, is 3 minors newer than Kubernetes 1.32${WRONG}`,
    ],
    [
      'the tag that is rendered, without appVersion',
      vendor(OCCM, '2.32.0', undefined, runs(`registry.test/${OCCM}:v1.32.0`)),
      'ok',
      "v1.32.0, the tag of the image that chart 2.32.0 renders to with the addon's values, fits Kubernetes 1.32",
    ],
    [
      'the tag that is rendered, as the appVersion says',
      vendor(OCCM, '2.32.0', 'v1.32.0', runs(`registry.test/${OCCM}:v1.32.0`)),
      'ok',
      'v1.32.0 (chart 2.32.0) fits Kubernetes 1.32',
    ],
  ])('of %s: %s', async (_, files, verdict, message) => {
    expect(await say(files)).toEqual([verdict, message, sourceOf(OCCM)]);
  });

  test('a version that the rule does not speak of: what would fit, without the reason', async () => {
    expect(await say(declare('cilium', '1.14.0'))).toEqual([
      'unknown',
      '1.14.0 (chart 1.14.0) is a version that the rule does not speak of. What fits is 1.17.x or 1.18.x or 1.19.x',
      sourceOf('cilium'),
    ]);
  });

  test('a rule with a source for each of its parts', async () => {
    const supported = 'https://docs.cilium.io/en/v1.19/network/kubernetes/compatibility/';
    expect(await say(declare('cilium', '1.19.0'))).toEqual(['ok', '1.19.0 (chart 1.19.0) fits Kubernetes 1.32', supported]);
  });

  test.each<[what: string, files: Overrides, message: string]>([
    [
      'its version',
      declare('other', '1.0.0'),
      'so 1.0.0 was not held against the Kubernetes version; compatibility.yaml can hold a rule for it',
    ],
    [
      'no version',
      declare('other', ''),
      'so its version was not held against the Kubernetes version; compatibility.yaml can hold a rule for it',
    ],
    [
      'the version in charts/',
      vendor('other', '3.0.0'),
      'so 3.0.0 was not held against the Kubernetes version; compatibility.yaml can hold a rule for it',
    ],
    ['the addon itself', {}, 'which has no dependency to compare, so it was not held against the Kubernetes version'],
  ])('where no rule knows it, of %s', async (_, files, message) => {
    expect(await say(files)).toEqual(['unknown', `no rule knows this addon, ${message}`, undefined]);
  });

  test('where values switch it off or on', async () => {
    const chart = (version: string) => depend(`name: ${OCCM}, version: ${version}, repository: "${HOME}", condition: ccm.enabled`);
    const off = (version: string, rest: Overrides = {}): Overrides => ({
      'cluster-addon/cni/Chart.yaml': chart(version),
      'cluster-addon/cni/values.yaml': 'ccm: {enabled: false}\n',
      ...rest,
    });
    const overwrite = { 'cluster-addon/cni/overwrite.yaml': 'values: ""\n' };
    expect(await say(off('2.33.0'))).toEqual(['ok', 'is switched off by values.yaml, so it is not deployed', undefined]);
    expect(await say(off('2.33.0', overwrite))).toEqual([
      'warn',
      `v1.33.0 (chart 2.33.0) is one minor newer than Kubernetes 1.32${WRONG}. It is deployed only where its values switch it on`,
      sourceOf(OCCM),
    ]);
    // What is no refusal stays as it is.
    expect(await say(off('2.31.0', overwrite))).toEqual([
      'warn',
      `v1.31.0 (chart 2.31.0) is one minor older than Kubernetes 1.32${WRONG}`,
      sourceOf(OCCM),
    ]);
  });
});

describe('an alias, a condition, a tag', () => {
  const conditional = (more: string): Overrides => ({
    'cluster-addon/cni/Chart.yaml': depend(`name: ${OCCM}, alias: ccm, version: 2.33.0, repository: "${HOME}", ${more}`),
  });
  const withValues = (more: string, values: string, rest: Overrides = {}) => ({
    ...conditional(more),
    'cluster-addon/cni/values.yaml': values,
    ...rest,
  });

  test.each<[string, Overrides, string]>([
    ['a condition that is true', withValues('condition: ccm.enabled', 'ccm: {enabled: true}\n'), 'refuse'],
    ['a condition that nothing sets', withValues('condition: ccm.enabled', 'mtu: 1500\n'), 'refuse'],
    ['a condition that is not a boolean', withValues('condition: ccm.enabled', 'ccm: {enabled: "false"}\n'), 'refuse'],
    ['a condition that is false', withValues('condition: ccm.enabled', 'ccm: {enabled: false}\n'), 'ok'],
    ['the first condition that is there', withValues('condition: "ccm.enabled,ccm.enabled"', 'ccm: {enabled: false}\n'), 'ok'],
    [
      'overwrite.yaml may switch it on',
      withValues('condition: ccm.enabled', 'ccm: {enabled: false}\n', { 'cluster-addon/cni/overwrite.yaml': 'values: ""\n' }),
      'warn',
    ],
    ['a tag that is false', withValues('tags: [cloud]', 'tags: {cloud: false}\n'), 'ok'],
    ['one tag of two', withValues('tags: [cloud, other]', 'tags: {cloud: false, other: true}\n'), 'refuse'],
    ['a condition beats tags', withValues('tags: [cloud], condition: ccm.enabled', 'tags: {cloud: true}\nccm: {enabled: false}\n'), 'ok'],
  ])('%s', async (_, files, verdict) => {
    expect(await brief(files)).toEqual([`${verdict} ${OCCM}`]);
  });

  test('of two versions of one chart each goes by the alias that asks for it', async () => {
    const files = {
      'cluster-addon/cni/Chart.yaml': depend(
        `name: ${OCCM}, version: 2.32.0, repository: "${HOME}"`,
        `name: ${OCCM}, alias: old, version: ~2.30.0, repository: "${HOME}", condition: old.enabled`,
      ),
      [`cluster-addon/cni/charts/${OCCM}-2.30.5/Chart.yaml`]: formatSubchart(OCCM, '2.30.5', 'v1.30.3'),
    };
    const off = { ...files, 'cluster-addon/cni/values.yaml': 'old: {enabled: false}\n' };
    const here = { [`cluster-addon/cni/charts/${OCCM}-2.32.0/Chart.yaml`]: formatSubchart(OCCM, '2.32.0', 'v1.32.0') };
    expect(await brief({ ...off, ...here })).toEqual([`ok ${OCCM}`, `ok ${OCCM}`]);
    expect(await brief({ ...files, ...here })).toEqual([`ok ${OCCM}`, `refuse ${OCCM}`]);
    // The other one is still to be fetched.
    expect(await brief(off)).toEqual([`ok ${OCCM}`, `ok ${OCCM}`]);
  });
});

function pack(files: Readonly<Record<string, string>>): Promise<Buffer> {
  return packArchive(sortTree(Object.entries(files).map(([path, text]) => createFile(path, Buffer.from(text)))));
}

describe('conditions of charts inside charts', () => {
  const UMBRELLA = 'cluster-addon/cni/charts/umbrella';
  const umbrella = (rest: Overrides): Overrides => ({
    [`${UMBRELLA}/Chart.yaml`]: `${formatSubchart('umbrella', '1.0.0')}dependencies:\n  - {name: ${OCCM}, version: 2.33.0, condition: ccm.enabled}\n`,
    [`${UMBRELLA}/charts/${OCCM}/Chart.yaml`]: formatSubchart(OCCM, '2.33.0', 'v1.33.0'),
    ...rest,
  });

  test.each<[string, Overrides, string]>([
    ['nobody says anything', {}, 'refuse'],
    ['its own chart says off', { [`${UMBRELLA}/values.yaml`]: 'ccm: {enabled: false}\n' }, 'ok'],
    [
      'the outer chart says on',
      { [`${UMBRELLA}/values.yaml`]: 'ccm: {enabled: false}\n', 'cluster-addon/cni/values.yaml': 'umbrella: {ccm: {enabled: true}}\n' },
      'refuse',
    ],
    ['the outer chart says off', { 'cluster-addon/cni/values.yaml': 'umbrella: {ccm: {enabled: false}}\n' }, 'ok'],
  ])('%s', async (_, rest, verdict) => {
    expect(await brief(umbrella(rest))).toEqual(['unknown umbrella', `${verdict} ${OCCM}`]);
  });

  test('what an archive says of itself cannot be seen', async () => {
    const packed = await pack({
      'umbrella/Chart.yaml': `${formatSubchart('umbrella', '1.0.0')}dependencies:\n  - {name: ${OCCM}, version: 2.33.0, condition: ccm.enabled}\n`,
      'umbrella/values.yaml': 'ccm: {enabled: false}\n',
      [`umbrella/charts/${OCCM}/Chart.yaml`]: formatSubchart(OCCM, '2.33.0', 'v1.33.0'),
    });
    expect(await brief({ 'cluster-addon/cni/charts/umbrella-1.0.0.tgz': packed })).toEqual(['unknown umbrella', `warn ${OCCM}`]);
  });
});

describe("the addon's own chart", () => {
  test.each<[string, Overrides, string[]]>([
    ['written here: nothing to compare', {}, ['unknown cni']],
    ['a single-stage one', SINGLE_STAGE, ['unknown docker-demo-1-32-cluster-addon']],
    ['a library', { 'cluster-addon/cni/Chart.yaml': formatSubchart('cni', '1.0.0', undefined, 'type: library\n') }, []],
    [
      'written here, with a library',
      { 'cluster-addon/cni/charts/common/Chart.yaml': formatSubchart('common', '2.0.0', undefined, 'type: library\n') },
      ['unknown cni'],
    ],
    ['known by its name', { 'cluster-addon/cni/Chart.yaml': formatSubchart(OCCM, '2.33.0', 'v1.33.0') }, [`refuse ${OCCM}`]],
    ['known, as helm create leaves it', { 'cluster-addon/cni/Chart.yaml': formatSubchart(OCCM, '0.1.0', '"1.16.0"') }, [`unknown ${OCCM}`]],
    [
      'a wrapper of the same name',
      {
        'cluster-addon/cni/Chart.yaml': `${formatSubchart(OCCM, '0.1.0', 'v1.20.0')}dependencies:\n  - {name: ${OCCM}, version: 2.32.0, repository: "${HOME}"}\n`,
      },
      [`ok ${OCCM}`],
    ],
  ])('%s', async (_, files, expected) => {
    expect((await checkBuilt(RULE, files)).map(({ verdict, subject }) => `${verdict} ${subject}`)).toEqual(expected);
  });
});

describe("a user's own rules", () => {
  const RANGES = { ranges: { '1.31': '>=3.0.0 <4.0.0', '1.32': '>=4.0.0 <5.0.0' }, outside: 'refuse' } as const;
  const SUPPORTS = { supports: [{ versions: '4.x', kubernetes: '>=1.30 <1.32' }], outside: 'warn' } as const;
  const LISTED = { '3.1.0': '9', '3.2.0': '9', '4.0.0': '9', '4.1.0': '9', newest: '9' };

  const check = async (
    rule: Partial<AddonRule>,
    version: string,
    rest: Overrides = {},
    appVersions?: ChartVersions['appVersions'],
    derived?: ChartVersions['derived'],
  ) => {
    const base = { chart: 'my-agent', source: 'our wiki', asOf: '2026-11-01' };
    const knowledge = mergeKnowledge(KNOWLEDGE, {
      addons: [{ ...base, compare: 'version', ...rule } as AddonRule],
      ...(appVersions && { charts: [{ ...base, appVersions, ...(derived && { derived }) }] }),
    });
    const findings = await checkBuilt(RULE, { ...declare('my-agent', version), ...rest }, { facts: { knowledge } });
    return findings.map(({ verdict, message, source }) => ({ verdict, message, source }));
  };
  const say = (verdict: string, message: string) => [{ verdict, message, source: 'our wiki' }];

  test.each<[what: string, rule: Partial<AddonRule>, version: string, verdict: string, message: string]>([
    ['a range that fits', RANGES, '4.2.0', 'ok', 'version 4.2.0 fits Kubernetes 1.32'],
    ['a prerelease of the first', RANGES, '4.0.0-rc.1', 'ok', 'version 4.0.0-rc.1 fits Kubernetes 1.32'],
    [
      'a range of another minor',
      RANGES,
      '3.2.0',
      'refuse',
      'version 3.2.0 is outside >=4.0.0 <5.0.0, which is for Kubernetes 1.32. What fits is >=4.0.0 <5.0.0',
    ],
    [
      'no range for the minor',
      { ranges: { '1.31': '3.x' }, outside: 'refuse' },
      '3.2.0',
      'unknown',
      'version 3.2.0 is not compared, since the rule says nothing of Kubernetes 1.32. No version that fits Kubernetes 1.32 is known',
    ],
    [
      'a range that cannot be read',
      { ranges: { '1.32': '>>3' }, outside: 'warn' },
      '3.2.0',
      'warn',
      'version 3.2.0 is outside >>3, which is for Kubernetes 1.32. What fits is >>3',
    ],
    [
      'versions for other minors, with a reason',
      { ...SUPPORTS, reason: 'it is tested so' },
      '4.2.0',
      'warn',
      'version 4.2.0 is for Kubernetes >=1.30 <1.32, not for 1.32: it is tested so. No version that fits Kubernetes 1.32 is known',
    ],
    [
      'a version that none speaks of, with a reason',
      { ...SUPPORTS, reason: 'it is tested so' },
      '5.0.0',
      'unknown',
      'version 5.0.0 is a version that the rule does not speak of. No version that fits Kubernetes 1.32 is known',
    ],
    [
      'another major of a rule by minors',
      { skew: { newer: 'refuse', older: ['warn'] } },
      '2.32.0',
      'unknown',
      'version 2.32.0 has other numbers than Kubernetes 1.32. What fits is v1.32.x',
    ],
    [
      'an older minor of a rule that tells of newer ones alone',
      { skew: { newer: 'refuse', older: [] } },
      '1.31.0',
      'unknown',
      'version 1.31.0 is one minor older than Kubernetes 1.32. What fits is v1.32.x',
    ],
  ])('%s', async (_, rule, version, verdict, message) => {
    expect(await check(rule, version)).toEqual(say(verdict, message));
  });

  test('skew by minors', async () => {
    const rule = { skew: { newer: 'refuse', older: ['ok', 'warn', 'refuse'] } } as const;
    const verdicts = await Promise.all(['1.33.0', '1.32.0', '1.31.0', '1.30.0', '1.29.0', '1.20.0'].map((version) => check(rule, version)));
    expect(verdicts.map(([finding]) => finding?.verdict)).toEqual(['refuse', 'ok', 'ok', 'warn', 'refuse', 'refuse']);
  });

  test.each([
    [
      '3.x',
      'refuse',
      'version 3.2.0 is outside >=4.0.0 <5.0.0, which is for Kubernetes 1.32. What fits is >=4.0.0 <5.0.0, as in chart 4.1.0',
    ],
    ['>=4', 'ok', 'version 4.1.0 fits Kubernetes 1.32'],
    ['>=3', 'warn', 'version 4.1.0 fits Kubernetes 1.32'],
  ])('the known versions in the range %s, newest first', async (range, verdict, message) => {
    const chosen = `the cluster chooses from the range "${range}", newest first: ${message}`;
    expect(await check(RANGES, range, {}, LISTED)).toEqual(say(verdict, chosen));
  });

  test.each([
    ['4.2.7', '{major}.{minor}', 'ok', '4.2.x (chart 4.2.7) fits Kubernetes 1.32'],
    ['v4.2.7', 'v{major}.{minor}', 'ok', 'v4.2.x (chart v4.2.7) fits Kubernetes 1.32'],
    ['4.2.7+b.1', '{major}.{minor}.{patch}', 'ok', '4.2.7 (chart 4.2.7+b.1) fits Kubernetes 1.32'],
    ['4.2.7-rc.1', '{major}.{minor}-{minor}', 'ok', '4.2-2 (chart 4.2.7-rc.1) fits Kubernetes 1.32'],
    ['4.2.0', '3.{minor}', 'ok', '4.0.0 (chart 4.2.0) fits Kubernetes 1.32'],
    ['5.0.0', '{major}.{minor}', 'unknown', 'what chart 5.0.0 holds is not known, so it was not compared'],
  ])('what version %s of a chart holds, by %s', async (version, appVersion, verdict, message) => {
    const derived = { versions: '>=4.0.0 <5.0.0', appVersion };
    expect(await check({ ...RANGES, compare: 'appVersion' }, version, {}, { '4.2.0': '4.0.0' }, derived)).toEqual(say(verdict, message));
  });

  test('of a chart in charts/ its own version counts, not what it holds or runs', async () => {
    const rule = { ...RANGES, tag: 'image.tag' };
    const chart = (version: string, appVersion: string) => ({
      'cluster-addon/cni/charts/my-agent/Chart.yaml': formatSubchart('my-agent', version, appVersion),
    });
    expect(await check(rule, '*', chart('4.0.0', '3.0.0'))).toEqual(say('ok', 'version 4.0.0 fits Kubernetes 1.32'));
    expect(await check(rule, '*', chart('3.0.0', '4.0.0'))).toEqual(
      say('refuse', 'version 3.0.0 is outside >=4.0.0 <5.0.0, which is for Kubernetes 1.32. What fits is >=4.0.0 <5.0.0'),
    );
    const running = runs('registry.test/my-agent:3.0.0');
    expect(await check(RANGES, '*', { ...chart('4.0.0', '4.0.0'), ...running })).toEqual(say('ok', 'version 4.0.0 fits Kubernetes 1.32'));
    expect(await check(rule, '*', { ...chart('4.0.0', '4.0.0'), ...running })).toEqual(
      say(
        'refuse',
        "3.0.0, the tag of the image that chart 4.0.0 renders to with the addon's values, is outside >=4.0.0 <5.0.0, which is for Kubernetes 1.32. What fits is >=4.0.0 <5.0.0",
      ),
    );
  });
});

const CHARTS = '../shared/charts';
const MINORS = ['v1.29.9', 'v1.30.9', 'v1.31.9', 'v1.32.9', 'v1.33.9'];

describe.skipIf(!existsSync(CHARTS))('real charts (skipped where ../shared/charts is absent)', () => {
  test.each([
    ['cilium-1.16.6', 'ok ok warn warn warn'],
    ['cilium-1.17.4', 'ok ok ok ok warn'],
    ['metrics-server-3.12.1', 'ok ok ok ok ok'],
    ['openstack-cinder-csi-2.30.3', 'refuse ok warn refuse refuse'],
    ['openstack-cinder-csi-2.31.7', 'refuse refuse ok warn refuse'],
    ['openstack-cloud-controller-manager-2.30.5', 'refuse ok warn refuse refuse'],
    ['openstack-cloud-controller-manager-2.32.0', 'refuse refuse refuse ok warn'],
  ])('%s, in stacks of 1.29 to 1.33: %s', async (archive, expected) => {
    const name = archive.replace(/-\d.*$/, '');
    const files = { ...declare(name, '*'), [`cluster-addon/cni/charts/${archive}.tgz`]: readFileSync(join(CHARTS, `${archive}.tgz`)) };
    const verdicts = await Promise.all(MINORS.map((kubernetes) => brief(files, kubernetes)));
    expect(verdicts.flat().join(' ').replaceAll(` ${name}`, '')).toBe(expected);
  });
});
