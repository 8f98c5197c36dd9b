import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVendor, updateStack } from '../../src/dependency/index.ts';
import { type FileTree, selectFolder } from '../../src/files/index.ts';
import { createNetwork } from '../../src/http/index.ts';
import { buildRelease, prepareStack } from '../../src/release/index.ts';
import { readStack, type Stack } from '../../src/stack/index.ts';
import { packChart, startRepository, type TestRepository } from '../support/chart-repository.ts';
import { type Overrides, parseBuilt, writeStack } from '../support/stack-builder.ts';
import { type ChartRepository, serveCharts } from './support/chart-repository.ts';
import { createFolder, createTestFolder, removeFolder } from './support/folders.ts';
import { helm, parseObjects } from './support/helm.ts';
import { CHARTS, describeWith, describeWithCharts } from './support/needs.ts';
import { type Registry, startRegistry } from './support/registries.ts';

interface Entry {
  readonly name: string;
  readonly version: string;
  readonly alias?: string;
  readonly repository: string;
}

const network = createNetwork();

const addon = (name: string, dependencies: readonly Entry[], apiVersion = 'v2') =>
  `apiVersion: ${apiVersion}\nname: ${name}\nversion: 0.1.0\n${apiVersion === 'v2' ? `dependencies: ${JSON.stringify(dependencies)}\n` : ''}`;

async function writeTree(folder: string, files: FileTree): Promise<string> {
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (file) => [file.slice(folder.length), (await readFile(file)).toString('base64')] as const)),
  );
}

async function vendorAddon(overrides: Overrides, folder = 'cni'): Promise<FileTree> {
  const { shipped: stack, missing, findings } = await createVendor({ network })(parseBuilt(overrides));
  expect([missing, findings]).toEqual([[], []]);
  return selectFolder(stack.clusterAddon, folder);
}

describeWithCharts(['helm'], 'dependencies: real charts', () => {
  let repository: ChartRepository;
  beforeAll(async () => {
    repository = await serveCharts();
  });
  afterAll(() => repository.close());

  const CASES: Readonly<Record<string, readonly Omit<Entry, 'repository'>[]>> = {
    'one chart': [{ name: 'cilium', version: '1.17.4' }],
    ranges: [
      { name: 'openstack-cloud-controller-manager', version: '~2.31' },
      { name: 'openstack-cinder-csi', version: '2.x' },
    ],
    'two versions of one chart': [
      { name: 'metrics-server', version: '3.12.1', alias: 'old' },
      { name: 'metrics-server', version: '>3.12.1', alias: 'new' },
    ],
  };

  test.each(Object.entries(CASES))('%s: helm takes the chart as it is, and renders the same', async (_, entries) => {
    const folder = await createTestFolder();
    const dependencies = entries.map((entry) => ({ ...entry, repository: repository.url }));
    const chart = await writeTree(join(folder, 'ours'), await vendorAddon({ 'cluster-addon/cni/Chart.yaml': addon('cni', dependencies) }));
    const before = await readFiles(chart);

    // By this command Helm itself is lost among two versions, those that it fetched no less.
    const isAliased = entries.some(({ alias }) => alias !== undefined);
    const list = (await helm(folder, ['dependency', 'list', chart])).trim().split('\n').slice(1);
    expect(list.map((line) => line.split('\t').at(-1)?.trim())).toEqual(entries.map(() => (isAliased ? 'too many matches' : 'ok')));
    await helm(folder, ['repo', 'add', 'real', repository.url]);
    // Another lock would be refused as out of sync.
    await helm(folder, ['dependency', 'build', chart]);
    expect(await readFiles(chart)).toEqual(before);

    const theirs = join(folder, 'theirs');
    await cp(chart, theirs, { recursive: true });
    await rm(join(theirs, 'charts'), { recursive: true });
    await helm(folder, ['dependency', 'build', theirs]);
    // Of Hubble's certificates each rendering makes new ones.
    const render = async (path: string) =>
      parseObjects(
        await helm(folder, ['template', 'x', path, '--include-crds', '--kube-version', 'v1.32.5', '--set', 'cilium.hubble.enabled=false']),
      );
    const objects = await render(chart);
    expect(objects.length).toBeGreaterThan(3);
    expect(objects).toEqual(await render(theirs));
  });

  test('requirements of apiVersion v1', async () => {
    const folder = await createTestFolder();
    const dependencies = [{ name: 'metrics-server', version: '3.12.x', repository: repository.url }];
    const files = await vendorAddon({
      'cluster-addon/cni/Chart.yaml': addon('cni', [], 'v1'),
      'cluster-addon/cni/requirements.yaml': JSON.stringify({ dependencies }),
    });
    const chart = await writeTree(join(folder, 'ours'), files);
    const before = await readFiles(chart);
    await helm(folder, ['repo', 'add', 'real', repository.url]);
    await helm(folder, ['dependency', 'build', chart]);
    expect(await readFiles(chart)).toEqual(before);
  });

  test('a chart of a folder, and a name that helm repo add has stored', async () => {
    const folder = await createTestFolder();
    await helm(folder, ['repo', 'add', 'real', repository.url]);
    const directory = writeStack(join(folder, 'stack'), {
      'cluster-addon/cni/Chart.yaml': addon('cni', [
        { name: 'library', version: '0.x', repository: 'file://../library' },
        { name: 'metrics-server', version: '3.12.2', repository: '@real' },
      ]),
      'cluster-addon/library/Chart.yaml': addon('library', []),
      'cluster-addon/library/templates/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: library}\n',
    });
    const stack = readStack(directory)[0]?.stack as Stack;
    const vendored = await createVendor({ network, helmRepositories: join(folder, 'helm/config/repositories.yaml') })(stack);
    await writeTree(join(folder, 'out'), vendored.shipped.clusterAddon);
    const chart = join(folder, 'out/cni');
    const objects = parseObjects(await helm(folder, ['template', 'x', chart]));
    expect(objects.some(({ metadata }) => metadata.name === 'library')).toBe(true);
    // Helm packs the folder anew, in other bytes, and takes the rest and the lock as they are.
    const before = await readFile(join(chart, 'Chart.lock'), 'utf8');
    await helm(folder, ['dependency', 'build', chart]);
    expect(await readFile(join(chart, 'Chart.lock'), 'utf8')).toBe(before);
    expect(parseObjects(await helm(folder, ['template', 'x', chart]))).toEqual(objects);
  });

  test('one tree of five rows: the same five releases alone, together, in other order, and offline from the cache', async () => {
    const folder = await createTestFolder();
    const rows = [
      ['1.29.9', '2.30.5', '1.16.6'],
      ['1.30.8', '2.30.5', '1.16.6'],
      ['1.31.4', '2.31.3', '1.17.4'],
      ['1.32.5', '2.32.0', '1.17.4'],
      ['1.33.1', '2.32.0', '1.17.4'],
    ];
    const directory = writeStack(join(folder, 'demo'), {
      'versions.yaml': rows
        .map(([kubernetes, occm, cilium]) => `- {kubernetes: ${kubernetes}, occm: ${occm}, cilium: ${cilium}}\n`)
        .join(''),
      'cluster-addon/cni/Chart.yaml': addon('cni', [
        { name: 'cilium', version: '1.17.4', repository: repository.url },
        { name: 'openstack-cloud-controller-manager', version: '2.32.0', repository: repository.url },
      ]),
    });
    // For no minor: nothing moves, and the lock is written.
    const { files } = await updateStack(directory, { network, kubernetes: { major: 1, minor: 0 } });
    expect(files).toEqual(['stack.lock.yaml']);
    const version = { kind: 'stable', major: 1 } as const;
    const versions = { clusterStack: version, clusterAddon: version, nodeImage: version };
    const read = () => readStack(directory).map(({ stack }) => stack as Stack);
    const build = async (stacks: readonly Stack[], options: Partial<Parameters<typeof createVendor>[0]>) => {
      const vendor = createVendor({ network, ...options });
      const releases = await Promise.all(
        stacks.map(async (stack) => {
          const { shipped: vendored, findings } = await vendor(stack);
          expect(findings).toEqual([]);
          return buildRelease(prepareStack(vendored, versions));
        }),
      );
      return Object.fromEntries(releases.map(({ name, assets }) => [name, assets.map(({ digest }) => digest)]));
    };
    const cache = join(folder, 'cache');
    const together = await build(read(), { cache });
    expect(Object.keys(together).length).toBe(5);
    expect(await build(read().toReversed(), {})).toEqual(together);
    expect(Object.assign({}, ...(await Promise.all(read().map((stack) => build([stack], {})))))).toEqual(together);
    expect(await build(read(), { cache, offline: true })).toEqual(together);
  });
});

describeWithCharts(['helm', 'crane'], 'dependencies: a real registry', () => {
  let registry: Registry;
  let repository: ChartRepository;
  beforeAll(async () => {
    [registry, repository] = await Promise.all([startRegistry('crane'), serveCharts()]);
    const folder = await createFolder();
    for (const archive of await readdir(CHARTS)) {
      if (archive.endsWith('.tgz')) await helm(folder, ['push', join(CHARTS, archive), `oci://${registry.host}/charts`, '--plain-http']);
    }
    await removeFolder(folder);
  });
  afterAll(() => Promise.all([registry.close(), repository.close()]));

  test.each(['1.17.4', '1.x', '<1.17', '~1.16.0'])('cilium %s is the same as over HTTP', async (version) => {
    const vendor = async (url: string) => {
      const overrides = { 'cluster-addon/cni/Chart.yaml': addon('cni', [{ name: 'cilium', version, repository: url }]) };
      const { dependencies } = await createVendor({ network })(parseBuilt(overrides));
      return dependencies.map((one) => [one.version, one.sha256]);
    };
    const found = await vendor(`oci://${registry.host}/charts`);
    expect(found).toHaveLength(1);
    expect(found).toEqual(await vendor(repository.url));
  });
});

describeWith(['helm'], 'dependencies: ranges', () => {
  const VERSIONS = [
    '0.9.0',
    '1.0.0',
    '1.1.0-alpha.1',
    '1.1.0',
    'v1.2.0',
    '1.2.1',
    '1.3.0-rc.1',
    '1.3.0-rc.2',
    '2.0.0',
    '2.0.1+build.5',
    '3.0.0-beta',
  ];
  const RANGES = [
    '1.0.0',
    'v1.1.0',
    '1.x',
    '^1.0.0',
    '~1.1',
    '~1.2.0',
    '>=1.0.0 <2.0.0',
    '>1.0, !=1.2.1',
    '1.0 - 1.2',
    '*',
    '>=1.3.0-0 <2.0.0-0',
    '>=0-0',
    '^1.1.0-alpha',
    '1.2',
    '<1.0.0 || >=2.0.0',
    '2.0.1+build.5',
    '=1.2.0',
    '^0.9',
    '5.x',
    'newest',
    '',
  ];
  let repository: TestRepository;
  beforeAll(async () => {
    repository = await startRepository(await Promise.all(VERSIONS.map((version) => packChart('demo', version))));
  });
  afterAll(() => repository.close());

  test.each(RANGES)('%j is what helm dependency update makes of it', async (version) => {
    const folder = await createTestFolder();
    const text = addon('cni', [{ name: 'demo', version, repository: repository.url }]);
    const chart = await writeTree(join(folder, 'theirs'), []);
    await mkdir(chart, { recursive: true });
    await writeFile(join(chart, 'Chart.yaml'), text);
    const theirs = await helm(folder, ['dependency', 'update', chart]).then(
      async () => /version: (.*)/.exec(await readFile(join(chart, 'Chart.lock'), 'utf8'))?.[1],
      () => 'none',
    );
    const ours = await createVendor({ network })(parseBuilt({ 'cluster-addon/cni/Chart.yaml': text })).then(
      ({ dependencies }) => dependencies[0]?.version,
      () => 'none',
    );
    expect(ours).toBe(theirs);
  });
});
