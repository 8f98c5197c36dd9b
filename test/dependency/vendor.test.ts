import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createVendor, type DependencyOptions, formatLock, type LockedDependency, type VendoredStack } from '../../src/dependency/index.ts';
import { findFile } from '../../src/files/index.ts';
import { createNetwork } from '../../src/http/index.ts';
import { buildRelease, prepareStack } from '../../src/release/index.ts';
import { parseLines, readStack, type Stack } from '../../src/stack/index.ts';
import { packChart, pushChart, startRepository, type TestRepository } from '../support/chart-repository.ts';
import { startRegistry } from '../support/registry.ts';
import { buildStack, type Overrides, parseBuilt, SINGLE_STAGE, writeStack } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const CHARTS = {
  old: await packChart('cilium', '1.16.6'),
  new: await packChart('cilium', '1.17.4'),
  swapped: await packChart('cilium', '1.16.6', { 'values.yaml': 'evil: true\n' }),
  next: await packChart('cilium', '1.18.0-rc.1'),
  metrics: await packChart('metrics-server', 'v3.12.2'),
};
/** Versions that differ in their build alone, in the index's order. */
const BUILDS = [await packChart('net', '1.0.0+build.1'), await packChart('net', '1.0.0+build.2')] as const;

let server: TestRepository;
beforeAll(async () => {
  server = await startRepository(Object.values(CHARTS));
});
afterAll(() => server.close());
beforeEach(() => {
  server.charts = Object.values(CHARTS);
  server.requests.length = 0;
  server.intercept = undefined;
});

interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly alias?: string;
  readonly repository?: string;
}

/** The small stack's cni with dependencies, on cilium of the test's repository unless said. */
function wrap(...entries: readonly Entry[]): string {
  const items = entries.map((entry) => JSON.stringify({ name: 'cilium', repository: server.url, ...entry }));
  return `apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n${items.map((item) => `  - ${item}\n`).join('')}`;
}

const cni = (...entries: readonly Entry[]): Overrides => ({ 'cluster-addon/cni/Chart.yaml': wrap(...entries) });

function vendor(stack: Stack, options: Partial<Parameters<typeof createVendor>[0]> = {}): Promise<VendoredStack> {
  return createVendor({ network: createNetwork({ retry: { sleep: () => Promise.resolve(), attempts: 2 } }), ...options })(stack);
}

/** Name to SHA-256 of what lies in an addon's charts/. */
function archives({ clusterAddon }: Stack, folder = 'cni'): Record<string, string> {
  const prefix = folder === '' ? 'charts/' : `${folder}/charts/`;
  const inside = clusterAddon.filter(({ path }) => path.startsWith(prefix));
  return Object.fromEntries(inside.map(({ path, sha256 }) => [path.slice(prefix.length), sha256]));
}

const lockOf = ({ clusterAddon }: Stack) => findFile(clusterAddon, 'cni/Chart.lock')?.bytes.toString('utf8');

describe('without a lock', () => {
  test('a dependency becomes the very archive of its repository, and a lock that Helm takes', async () => {
    const vendored = await vendor(parseBuilt(cni({ version: '1.17.4' })));
    expect(archives(vendored.shipped)).toEqual({ 'cilium-1.17.4.tgz': CHARTS.new.sha256 });
    expect(lockOf(vendored.shipped)).toBe(`dependencies:
- name: "cilium"
  repository: ${server.url}
  version: 1.17.4
digest: ${/sha256:[0-9a-f]{64}/.exec(lockOf(vendored.shipped) ?? '')?.[0]}
generated: "1970-01-01T00:00:00Z"
`);
    const { bytes, ...dependency } = vendored.dependencies[0] ?? { bytes: undefined };
    expect(bytes).toEqual(CHARTS.new.bytes);
    expect(dependency).toEqual({
      folder: 'cluster-addon/cni',
      name: 'cilium',
      version: '1.17.4',
      repository: server.url,
      sha256: CHARTS.new.sha256,
      origin: 'repository',
      locked: false,
    });
    expect([vendored.missing, vendored.findings]).toEqual([[], []]);
    expect(vendored.full).toEqual(vendored.shipped);
  });

  test('a stack without dependencies stays as it is, and nothing is asked', async () => {
    const stack = parseBuilt();
    expect((await vendor(stack)).shipped).toEqual(stack);
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['1.16.x', '1.16.6'],
    ['>=1.16', '1.17.4'],
    ['>=1.16-0', '1.18.0-rc.1'],
    ['~1.16.0 || ~1.15.0', '1.16.6'],
    ['*', '1.17.4'],
    ['v1.17.4', '1.17.4'],
    ['1.17', '1.17.4'],
  ])('the range %s is %s', async (version, expected) => {
    const { dependencies } = await vendor(parseBuilt(cni({ version })));
    expect(dependencies.map((one) => one.version)).toEqual([expected]);
  });

  test('a version with a v before it keeps it', async () => {
    const vendored = await vendor(parseBuilt(cni({ name: 'metrics-server', version: '3.12.2' })));
    expect(Object.keys(archives(vendored.shipped))).toEqual(['metrics-server-v3.12.2.tgz']);
  });

  test('two aliases of one chart in two versions are two archives', async () => {
    const vendored = await vendor(parseBuilt(cni({ version: '1.17.x', alias: 'now' }, { version: '1.16.x', alias: 'before' })));
    expect(archives(vendored.shipped)).toEqual({ 'cilium-1.16.6.tgz': CHARTS.old.sha256, 'cilium-1.17.4.tgz': CHARTS.new.sha256 });
  });

  test('two aliases of one version are one archive', async () => {
    const vendored = await vendor(parseBuilt(cni({ version: '1.17.x', alias: 'a' }, { version: '1.17.4', alias: 'b' })));
    expect(archives(vendored.shipped)).toEqual({ 'cilium-1.17.4.tgz': CHARTS.new.sha256 });
    expect(server.requests).toEqual(['GET /index.yaml', 'GET /cilium-1.17.4.tgz']);
  });

  test('the cluster class and the chart of a single-stage stack are vendored, too', async () => {
    const dependency = `dependencies:\n  - {name: cilium, version: 1.17.4, repository: "${server.url}"}\n`;
    const single = {
      ...SINGLE_STAGE,
      'cluster-addon/Chart.yaml': `apiVersion: v2\nname: docker-demo-1-32-cluster-addon\nversion: v1\n${dependency}`,
    };
    const classChart = `apiVersion: v2\nname: docker-demo-1-32-cluster-class\nversion: v1\n${dependency}`;
    const { shipped: stack } = await vendor(parseBuilt({ ...single, 'cluster-class/Chart.yaml': classChart }));
    expect(archives(stack, '')).toEqual({ 'cilium-1.17.4.tgz': CHARTS.new.sha256 });
    expect(findFile(stack.clusterClass, 'charts/cilium-1.17.4.tgz')?.sha256).toBe(CHARTS.new.sha256);
  });

  test('charts of apiVersion v1 have requirements', async () => {
    const { shipped: stack } = await vendor(
      parseBuilt({
        'cluster-addon/cni/Chart.yaml': 'apiVersion: v1\nname: cni\nversion: 1.0.0\n',
        'cluster-addon/cni/requirements.yaml': wrap({ version: '1.17.x' }).replace(/^(?:(?!dependencies).*\n)*/, ''),
      }),
    );
    expect(Object.keys(archives(stack))).toEqual(['cilium-1.17.4.tgz']);
    expect(findFile(stack.clusterAddon, 'cni/requirements.lock')?.bytes.toString()).toContain('version: 1.17.4');
    expect(lockOf(stack)).toBeUndefined();
  });

  test('a vendored archive that fits is taken as it is; one that does not stays, for a rule to refuse', async () => {
    const fitting = parseBuilt({ ...cni({ version: '>=1.16' }), 'cluster-addon/cni/charts/mine.tgz': CHARTS.old.bytes });
    expect((await vendor(fitting)).shipped).toEqual(fitting);
    expect(server.requests).toEqual([]);
    const other = parseBuilt({ ...cni({ version: '1.17.x' }), 'cluster-addon/cni/charts/cilium-1.16.6.tgz': CHARTS.old.bytes });
    expect((await vendor(other)).shipped).toEqual(other);
    const both = parseBuilt({
      ...cni({ version: '1.17.4' }),
      'cluster-addon/cni/charts/cilium-1.17.4.tgz': CHARTS.new.bytes,
      'cluster-addon/cni/charts/cilium-1.16.6.tgz': CHARTS.old.bytes,
    });
    expect((await vendor(both)).shipped).toEqual(both);
    // What cannot be read, or is another chart, is not replaced behind anyone's back either.
    for (const bytes of [Buffer.from('<html>not found</html>'), CHARTS.metrics.bytes]) {
      const broken = parseBuilt({ ...cni({ version: '1.17.4' }), 'cluster-addon/cni/charts/cilium-1.17.4.tgz': bytes });
      expect(archives((await vendor(broken)).shipped)).toEqual(archives(broken));
    }
  });

  test('what lies in charts/ as a folder, or has no repository, is the stack’s own', async () => {
    const stack = parseBuilt({
      ...cni({ version: '1.x' }, { name: 'local', version: '0.1.0', repository: '' }),
      'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.0.0\n',
      'cluster-addon/cni/charts/local/Chart.yaml': 'apiVersion: v2\nname: local\nversion: 0.1.0\n',
    });
    expect(await vendor(stack, { offline: true })).toMatchObject({ shipped: stack, dependencies: [], missing: [] });
  });

  test('the version of Chart.lock is taken, as helm dependency build does, where it fits', async () => {
    const lock = (version: string) =>
      `dependencies:\n- name: cilium\n  repository: ${server.url}\n  version: ${version}\ndigest: sha256:0\n`;
    const locked = await vendor(parseBuilt({ ...cni({ version: '1.x' }), 'cluster-addon/cni/Chart.lock': lock('1.16.6') }));
    expect(Object.keys(archives(locked.shipped))).toEqual(['cilium-1.16.6.tgz']);
    const outdated = await vendor(parseBuilt({ ...cni({ version: '1.17.x' }), 'cluster-addon/cni/Chart.lock': lock('1.16.6') }));
    expect(Object.keys(archives(outdated.shipped))).toEqual(['cilium-1.17.4.tgz']);
    // A rule refuses it, as Helm does.
    expect(lockOf(outdated.shipped)).toBe(lock('1.16.6'));
  });

  test.each<[entry: Entry, says: string]>([
    [{}, 'cilium in cluster-addon/cni/Chart.yaml has no version; write one'],
    [{ name: '../cilium', version: '1.x' }, 'is not a chart’s name'],
    [{ version: 'newest' }, 'asks for "newest", which is not a range'],
    [{ version: '2.x' }, 'has no cilium 2.x; its newest are 1.18.0-rc.1, 1.17.4, 1.16.6'],
    [{ name: 'flannel', version: '*' }, 'has no flannel *; it has no chart of this name'],
    [
      { version: '*', repository: '@stable' },
      'is from @stable, which your Helm does not know; write its URL, or tell Helm with: helm repo add stable URL',
    ],
    [{ version: '*', repository: 'charts' }, '"charts" is not a repository'],
    [{ version: '*', repository: 'file://../none' }, 'is not a chart'],
  ])('%j cannot be had', async (entry, says) => {
    await expect(vendor(parseBuilt(cni(entry)))).rejects.toMatchObject({ code: 'dependency', message: expect.stringContaining(says) });
  });

  test('a name that helm repo add has stored, and a mirror of its URL', async () => {
    const helmRepositories = join(temporaryDirectory(), 'repositories.yaml');
    writeFileSync(helmRepositories, 'repositories:\n- {name: stable, url: "https://charts.example.com"}\n');
    const mirrors = new Map([['https://charts.example.com', server.url]]);
    const { dependencies, shipped: stack } = await vendor(parseBuilt(cni({ version: '1.17.x', repository: '@stable' })), {
      helmRepositories,
      mirrors,
    });
    expect(dependencies.map(({ repository, version }) => [repository, version])).toEqual([['https://charts.example.com', '1.17.4']]);
    expect(lockOf(stack)).toContain('repository: https://charts.example.com\n');
  });

  test('vendor: false ships the stack as it is, checks it with its charts, and warns', async () => {
    const stack = parseBuilt(cni({ version: '1.17.x' }));
    const vendored = await vendor(stack, { vendor: false });
    expect(vendored.shipped).toEqual(stack);
    expect(archives(vendored.full)).toEqual({ 'cilium-1.17.4.tgz': CHARTS.new.sha256 });
    expect(vendored.findings.map(({ verdict, code, subject }) => [verdict, code, subject])).toEqual([
      ['warn', 'not-vendored', 'docker-demo-1-32'],
    ]);
  });
});

describe('vendor: false, and no network', () => {
  const gone = 'http://127.0.0.1:1';
  const briefs = ({ findings }: VendoredStack) => findings.map(({ verdict, code }) => [verdict, code]);

  test.each<[name: string, repository: string | undefined, options: Partial<DependencyOptions>]>([
    ['--offline', undefined, { offline: true }],
    ['a repository that cannot be reached', gone, {}],
  ])('%s: what does not ship is not needed, and was not looked at', async (_, repository, options) => {
    const stack = parseBuilt(cni({ version: '1.17.4', ...(repository && { repository }) }));
    const vendored = await vendor(stack, { ...options, vendor: false });
    expect(vendored).toMatchObject({ shipped: stack, missing: [], dependencies: [] });
    expect(briefs(vendored)).toEqual([
      ['warn', 'not-vendored'],
      ['unknown', 'not-vendored'],
    ]);
  });

  test('a chart that is to ship is needed all the same', async () => {
    await expect(vendor(parseBuilt(cni({ version: '1.17.4', repository: gone })))).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('a repository that answers, and does not have the chart, is the user’s to correct', async () => {
    await expect(vendor(parseBuilt(cni({ version: '9.9.9' })), { vendor: false })).rejects.toMatchObject({ code: 'dependency' });
  });
});

describe('builds of one version', () => {
  const net = (version: string): Overrides => cni({ name: 'net', version });

  test.each([
    ['1.0.0+build.2', '1.0.0+build.2'],
    ['=1.0.0+build.2', '1.0.0+build.2'],
    ['v1.0.0+build.1', '1.0.0+build.1'],
    ['1.0.0+build.3 || 1.0.0+build.2', '1.0.0+build.2'],
    // Of those that Helm holds to be equal it takes the first of the index, which is stable below a dozen.
    ['1.0.x', '1.0.0+build.1'],
    ['1.0.0', '1.0.0+build.1'],
    ['>=1.0.0+build.2', '1.0.0+build.1'],
  ])('%s is %s', async (version, expected) => {
    server.charts = BUILDS;
    const { dependencies, shipped: stack } = await vendor(parseBuilt(net(version)));
    expect(dependencies.map((one) => one.version)).toEqual([expected]);
    expect(Object.keys(archives(stack))).toEqual([`net-${expected}.tgz`]);
  });

  test('one that is not there is refused, in an index and in a registry', async () => {
    server.charts = BUILDS;
    const says = expect.stringContaining('has no net 1.0.0+build.3; its newest are 1.0.0+build.1, 1.0.0+build.2');
    await expect(vendor(parseBuilt(net('1.0.0+build.3')))).rejects.toMatchObject({ code: 'dependency', message: says });
    const registry = await startRegistry();
    try {
      for (const chart of BUILDS) await pushChart(`${registry.host}/charts`, chart);
      const repository = `oci://${registry.host}/charts`;
      const pinned = (version: string) => vendor(parseBuilt(cni({ name: 'net', version, repository })));
      expect((await pinned('1.0.0+build.2')).dependencies.map(({ sha256 }) => sha256)).toEqual([BUILDS[1].sha256]);
      expect((await pinned('=1.0.0+build.2')).dependencies.map(({ sha256 }) => sha256)).toEqual([BUILDS[1].sha256]);
      await expect(pinned('1.0.0+build.3')).rejects.toMatchObject({ code: 'dependency' });
    } finally {
      await registry.close();
    }
  });

  test('another build in charts/ stays, for a rule to refuse; a Chart.lock with another one is not followed', async () => {
    server.charts = BUILDS;
    const other = parseBuilt({ ...net('1.0.0+build.2'), 'cluster-addon/cni/charts/net-1.0.0+build.1.tgz': BUILDS[0].bytes });
    expect((await vendor(other)).shipped).toEqual(other);
    expect(server.requests).toEqual([]);
    const lock = `dependencies:\n- name: net\n  repository: ${server.url}\n  version: 1.0.0+build.1\ndigest: sha256:0\n`;
    const { dependencies } = await vendor(parseBuilt({ ...net('1.0.0+build.2'), 'cluster-addon/cni/Chart.lock': lock }));
    expect(dependencies.map(({ version }) => version)).toEqual(['1.0.0+build.2']);
  });
});

describe('charts of folders', () => {
  const LIBRARY: Overrides = {
    'cluster-addon/library/Chart.yaml': 'apiVersion: v2\nname: library\nversion: 0.2.0\n',
    'cluster-addon/library/.helmignore': '*.md\n',
    'cluster-addon/library/README.md': '# ignored\n',
    'cluster-addon/library/templates/_x.tpl': '{{/* x */}}\n',
  };

  test('inside of the stack, the line’s own files count', async () => {
    const stack = parseBuilt({ ...LIBRARY, ...cni({ name: 'library', version: '0.x', repository: 'file://../library' }) });
    const first = await vendor(stack, { offline: true });
    const again = await vendor(stack, { offline: true });
    expect(first.dependencies.map(({ version, origin }) => [version, origin])).toEqual([['0.2.0', 'folder']]);
    expect(archives(first.shipped)).toEqual(archives(again.shipped));
    expect(lockOf(first.shipped)).toContain('repository: file://../library\n  version: 0.2.0\n');
  });

  test('elsewhere, those on disk; a link is refused', async () => {
    const folder = temporaryDirectory();
    for (const name of ['.git', 'library']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'library/Chart.yaml'), 'apiVersion: v2\nname: library\nversion: 0.3.0\n');
    const directory = writeStack(join(folder, 'demo'), cni({ name: 'library', version: '0.x', repository: 'file://../../../library' }));
    const read = () => readStack(directory)[0]?.stack as Stack;
    expect((await vendor(read())).dependencies.map(({ version }) => version)).toEqual(['0.3.0']);
    symlinkSync('/etc/passwd', join(folder, 'library/values.yaml'));
    await expect(vendor(read())).rejects.toMatchObject({ code: 'dependency', message: expect.stringContaining('is a symbolic link') });
  });

  test('in a version that is not asked for', async () => {
    const stack = parseBuilt({ ...LIBRARY, ...cni({ name: 'library', version: '1.x', repository: 'file://../library' }) });
    await expect(vendor(stack)).rejects.toMatchObject({ message: expect.stringContaining('asks for 1.x, and file://../library is 0.2.0') });
  });
});

describe('with a lock', () => {
  const LOCKED = () => ({
    folder: 'cluster-addon/cni',
    name: 'cilium',
    version: '1.16.6',
    repository: server.url,
    sha256: CHARTS.old.sha256,
  });

  function locked(
    overrides: Overrides,
    dependencies: readonly LockedDependency[],
    kubernetes = 'v1.32.5',
    line = 'docker-demo-1-32',
  ): Stack {
    const lock = formatLock(new Map([[line, { kubernetes, dependencies, images: new Map() }]]));
    const directory = writeStack(join(temporaryDirectory(), 'demo'), { ...overrides, 'stack.lock.yaml': lock });
    return readStack(directory)[0]?.stack as Stack;
  }

  test('its bytes are taken, though newer ones would fit', async () => {
    const vendored = await vendor(locked(cni({ version: '1.x' }), [LOCKED()]));
    expect(archives(vendored.shipped)).toEqual({ 'cilium-1.16.6.tgz': CHARTS.old.sha256 });
    expect(vendored.dependencies.map((one) => one.locked)).toEqual([true]);
    expect(vendored.findings).toEqual([]);
  });

  test('a chart that was republished is refused, and both digests named', async () => {
    const other = await packChart('cilium', '1.16.6', { 'values.yaml': 'evil: true\n' });
    server.charts = [other];
    await expect(vendor(locked(cni({ version: '1.x' }), [LOCKED()]))).rejects.toMatchObject({
      code: 'dependency',
      message: expect.stringMatching(
        new RegExp(`cilium 1.16.6 was republished: .* gives ${other.sha256}, and the lock says ${CHARTS.old.sha256}`),
      ),
    });
  });

  test('a chart that is gone', async () => {
    server.charts = [CHARTS.new];
    await expect(vendor(locked(cni({ version: '1.x' }), [LOCKED()]))).rejects.toMatchObject({
      code: 'dependency',
      message: expect.stringContaining('cilium 1.16.6, which the lock names, is gone'),
    });
  });

  test('a Chart.lock that says otherwise is overruled', async () => {
    const chartLock = `dependencies:\n- name: cilium\n  repository: ${server.url}\n  version: 1.17.4\ndigest: sha256:0\n`;
    const { shipped: stack } = await vendor(locked({ ...cni({ version: '1.x' }), 'cluster-addon/cni/Chart.lock': chartLock }, [LOCKED()]));
    expect(lockOf(stack)).toContain('version: 1.16.6\n');
  });

  test.each<
    [what: string, overrides: () => Overrides, change: Partial<LockedDependency> | null, kubernetes: string, messages: readonly RegExp[]]
  >([
    [
      'another version is asked for',
      () => cni({ version: '1.17.4' }),
      {},
      'v1.32.5',
      [/1.17.4 is asked for, and stack.lock.yaml holds 1.16.6/],
    ],
    [
      'another repository',
      () => cni({ version: '1.x', repository: 'https://x.example.com' }),
      {},
      'v1.32.5',
      [/is from https:\/\/x.example.com, and/],
    ],
    [
      'an unknown dependency',
      () => cni({ version: '1.x' }, { name: 'metrics-server', version: '3.x' }),
      {},
      'v1.32.5',
      [/does not know this dependency/],
    ],
    [
      'other bytes of the locked version lie in charts/',
      () => ({ ...cni({ version: '1.16.6' }), 'cluster-addon/cni/charts/cilium-1.16.6.tgz': CHARTS.swapped.bytes }),
      {},
      'v1.32.5',
      [new RegExp(`holds 1.16.6 as ${CHARTS.old.sha256}, and charts/ has it as ${CHARTS.swapped.sha256}`)],
    ],
    [
      'another build is asked for',
      () => cni({ version: '1.16.6+build.2' }),
      { version: '1.16.6+build.1' },
      'v1.32.5',
      [/1.16.6\+build.2 is asked for, and stack.lock.yaml holds 1.16.6\+build.1/],
    ],
    ['one too many', () => ({}), {}, 'v1.32.5', [/no dependency of cluster-addon\/cni asks for it/]],
    ['another alias', () => cni({ version: '1.x', alias: 'b' }), {}, 'v1.32.5', [/does not know/, /no dependency/]],
    ['another Kubernetes', () => cni({ version: '1.x' }), {}, 'v1.32.4', [/is for Kubernetes v1.32.5, and stack.lock.yaml holds v1.32.4/]],
  ])('%s: outdated', async (_, overrides, change, kubernetes, messages) => {
    const { findings } = await vendor(locked(overrides(), [{ ...LOCKED(), ...change }], kubernetes));
    expect(findings.map(({ verdict, code, message }) => [verdict, code, message])).toEqual(
      messages.map((message) => ['refuse', 'lock-outdated', expect.stringMatching(message)]),
    );
  });

  test('a line that it does not know, and one that needs no lock', async () => {
    const { findings, dependencies } = await vendor(locked(cni({ version: '1.x' }), [], 'v1.33.1', 'docker-demo-1-33'));
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['lock-outdated', expect.stringContaining('does not know this line')],
    ]);
    expect(dependencies).toEqual([]);
    expect((await vendor(locked({}, [], 'v1.33.1', 'docker-demo-1-33'))).findings).toEqual([]);
  });

  test('a lock that cannot be read lets nothing through', async () => {
    const directory = writeStack(join(temporaryDirectory(), 'demo'), { ...cni({ version: '1.x' }), 'stack.lock.yaml': 'lockVersion: 7\n' });
    const { findings, dependencies } = await vendor(readStack(directory)[0]?.stack as Stack);
    expect([findings.map(({ code }) => code), dependencies]).toEqual([['lock-file'], []]);
    expect(server.requests).toEqual([]);
  });
});

describe('the cache', () => {
  const run = (stack: Stack, cache: string, options: Partial<DependencyOptions> = {}) => vendor(stack, { cache, ...options });

  test('makes a later run need no network, for exact versions', async () => {
    const cache = temporaryDirectory();
    const stack = parseBuilt(cni({ version: '1.17.4' }));
    const first = await run(stack, cache);
    const second = await run(stack, cache, { offline: true });
    expect(second.shipped).toEqual(first.shipped);
    expect(second.dependencies.map(({ origin }) => origin)).toEqual(['cache']);
  });

  test('two processes fill one cache', async () => {
    const cache = temporaryDirectory();
    const stack = parseBuilt(cni({ version: '1.17.4' }));
    await Promise.all([run(stack, cache), run(stack, cache)]);
    expect(readdirSync(join(cache, 'charts'))).toEqual([`${CHARTS.new.sha256}.tgz`]);
    expect((await run(stack, cache, { offline: true })).dependencies.map(({ origin }) => origin)).toEqual(['cache']);
  });

  test('what is not downloaded is missing offline', async () => {
    const stack = parseBuilt(cni({ version: '1.17.x' }));
    expect(await run(stack, temporaryDirectory(), { offline: true })).toMatchObject({
      shipped: stack,
      missing: ['cilium'],
      dependencies: [],
      findings: [],
    });
  });

  test.each<[what: string, bytes: Buffer | undefined, digest: string | undefined]>([
    ['cut off', CHARTS.new.bytes.subarray(0, 100), CHARTS.new.sha256],
    ['a web page', Buffer.from('<html>'), undefined],
    ['another chart', CHARTS.old.bytes, undefined],
  ])('what is %s never lands in it', async (_, bytes, digest) => {
    const cache = temporaryDirectory();
    const { digest: __, ...chart } = { ...CHARTS.new, digest };
    server.charts = [{ ...chart, bytes: bytes ?? Buffer.alloc(0), ...(digest && { digest }) }];
    const stack = parseBuilt(cni({ version: '1.17.4' }));
    await expect(run(stack, cache)).rejects.toMatchObject({ code: expect.stringMatching(/dependency|invalid-archive/) });
    expect((await run(stack, cache, { offline: true })).missing).toEqual(['cilium']);
  });

  test('five lines at once download a chart once, and each release is the same alone, in other order and from the cache', async () => {
    const rows = ['1.29.1', '1.30.1', '1.31.1', '1.32.5', '1.33.1'].map((kubernetes) => `- {kubernetes: ${kubernetes}, cilium: 1.17.4}\n`);
    const files = { ...cni({ version: '1.17.4' }), 'versions.yaml': rows.join('') };
    const read = () => parseLines('stacks/docker/demo', buildStack(files)).map(({ stack }) => stack as Stack);
    const version = { kind: 'stable', major: 1 } as const;
    const build = async (stacks: readonly Stack[], options: Partial<Parameters<typeof createVendor>[0]>) => {
      const shared = createVendor({ network: createNetwork(), ...options });
      const releases = await Promise.all(
        stacks.map(async (stack) =>
          buildRelease(prepareStack((await shared(stack)).shipped, { clusterStack: version, clusterAddon: version, nodeImage: version })),
        ),
      );
      return Object.fromEntries(releases.map(({ name, assets }) => [name, assets.map(({ digest }) => digest)]));
    };
    const cache = temporaryDirectory();
    const together = await build(read(), { cache });
    expect(Object.keys(together).length).toBe(5);
    expect(server.requests).toEqual(['GET /index.yaml', 'GET /cilium-1.17.4.tgz']);
    expect(await build(read().toReversed(), {})).toEqual(together);
    const alone = await Promise.all(read().map((stack) => build([stack], {})));
    expect(Object.assign({}, ...alone)).toEqual(together);
    expect(await build(read(), { cache, offline: true })).toEqual(together);
  });
});
