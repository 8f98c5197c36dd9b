import { gzipSync } from 'node:zlib';
import { Pax } from 'tar';
import { describe, expect, test } from 'vitest';
import { type RenderRequest, readUse, SAME } from '../../src/chart/index.ts';
import type { Shipped } from '../../src/compat/index.ts';
import type { LookAgain } from '../../src/facts/look-again.ts';
import { readPrepared, readPublished, type ShippedTools } from '../../src/facts/read-shipped.ts';
import { prepareStack, type ReleaseContent } from '../../src/release/index.ts';
import type { Stack } from '../../src/stack/index.ts';
import { renderPlain } from '../support/check-built.ts';
import { buildContent, makeVersions } from '../support/release-builder.ts';
import { replaceAsset } from '../support/repack.ts';
import { formatChart, formatConfig, type Overrides, parseBuilt, SINGLE_STAGE } from '../support/stack-builder.ts';
import { packTar, type TarEntry } from '../support/tar.ts';

const VERSIONS = 'v4 v3 v1';
const NAME = 'docker-demo-1-32-v4';
const TOOLS: ShippedTools = {
  render: async ({ chart }: RenderRequest) => renderPlain(chart, 'docker-demo-1-32', 'cluster'),
  renderAddons: 'all',
};
const filesOf = ({ assets }: ReleaseContent) => new Map(assets.map(({ name, bytes }) => [name, bytes]));
const readBuilt = (overrides: Overrides, tools = TOOLS, more: Partial<Stack> = {}) =>
  readPrepared(prepareStack({ ...parseBuilt(overrides), ...more }, makeVersions(VERSIONS)), tools);
const readReleased = async (overrides: Overrides, tools = TOOLS) =>
  readPublished(NAME, filesOf(await buildContent(VERSIONS, overrides)), tools);

const MULTI: Overrides = { 'cluster-addon/cni/overwrite.yaml': 'mtu: << .ClusterAddonVersion >>\n' };
const SINGLE: Overrides = { ...SINGLE_STAGE, 'cluster-addon-values.yaml': 'mtu: << .ClusterAddonVersion >>\n' };

test.each<[string, (tools: ShippedTools) => Promise<Shipped>, string, string]>([
  ['a stack', (tools) => readBuilt(MULTI, tools), 'cni 1.0.0, mtu: v3, docker-demo-1-32-v4', 'cni 1.0.0, mtu: v4, docker-demo-1-32-v5'],
  [
    'a single-stage stack',
    (tools) => readBuilt(SINGLE, tools),
    'docker-demo-1-32-cluster-addon v3, mtu: v3, docker-demo-1-32-v4',
    'docker-demo-1-32-cluster-addon v4, mtu: v4, docker-demo-1-32-v5',
  ],
  [
    'a release',
    (tools) => readReleased(MULTI, tools),
    'cni 1.0.0, mtu: v3, docker-demo-1-32-v4',
    'cni 1.0.0, mtu: v3, docker-demo-1-32-v5',
  ],
  [
    'a single-stage release',
    (tools) => readReleased(SINGLE, tools),
    'docker-demo-1-32-cluster-addon v3, mtu: v3, docker-demo-1-32-v4',
    'docker-demo-1-32-cluster-addon v5, mtu: v3, docker-demo-1-32-v5',
  ],
])('is looked at again, now and under the next version: %s', async (_, read, addon, next) => {
  const describe = (request: RenderRequest | undefined) => {
    if (request === undefined) return undefined;
    const chart = `${request.chart.name.source} ${request.chart.version.source}`;
    if (request.kind === 'cluster-class') return `${chart}, ${request.release} in ${request.namespace}`;
    return `${chart}, ${request.values?.bytes.toString().trim()}, ${request.cluster.clusterClass}`;
  };
  const looks: unknown[] = [];
  const lookAgain: LookAgain = async (request, first, following) => {
    looks.push([describe(request), first.kind, describe(following)]);
    return { use: await readUse(request.chart), renumbered: SAME };
  };
  const shipped = await read({ ...TOOLS, lookAgain });
  const name = 'docker-demo-1-32-cluster-class';
  const where = 'docker-demo-1-32 in cluster';
  expect(looks).toEqual([
    [`${name} v4, ${where}`, 'rendered', `${name} v5, ${where}`],
    [addon, 'rendered', next],
  ]);
  for (const { use, renumbered, repeated } of [shipped.clusterClass, ...shipped.addons])
    expect({ use, renumbered, repeated }).toEqual({ use: expect.anything(), renumbered: SAME, repeated: undefined });
});

describe('what ships', () => {
  const shown = async (shipped: Promise<Shipped>) => {
    const { clusterClass, addons, stages, nodeImages, ...rest } = await shipped;
    return {
      ...rest,
      stages: stages?.hooks.length,
      nodeImages: nodeImages && { file: nodeImages.file, text: nodeImages.content.bytes.toString() },
      charts: [clusterClass, ...addons].map(({ chart }) => chart.path),
      addons: addons.map(({ chart: _, rendering, ...addon }) => ({ ...addon, rendering: rendering.kind })),
    };
  };
  const common = {
    line: { provider: 'docker', name: 'demo', kubernetes: { major: 1, minor: 32 } },
    version: { kind: 'stable', major: 4 },
    addonVersion: { kind: 'stable', major: 3 },
    kubernetes: { major: 1, minor: 32, patch: 5 },
  };
  const images = { 'node-images.yaml': 'a: 1\n' };
  const values = (file: string) => ({ file, bytes: Buffer.from('mtu: v3\n') });

  test('of a stack', async () => {
    const path = 'stacks/docker/demo';
    expect(await shown(readBuilt({ ...MULTI, ...images }))).toStrictEqual({
      ...common,
      stages: 2,
      nodeImages: { file: `${path}/node-images.yaml`, text: 'a: 1\n' },
      charts: [`${path}/cluster-class`, `${path}/cluster-addon/cni`],
      addons: [{ folder: 'cni', values: values(`${path}/cluster-addon/cni/overwrite.yaml`), rendering: 'rendered' }],
    });
    expect(await shown(readBuilt(SINGLE))).toStrictEqual({
      ...common,
      stages: undefined,
      nodeImages: undefined,
      charts: [`${path}/cluster-class`, `${path}/cluster-addon`],
      addons: [{ folder: '', values: values(`${path}/cluster-addon-values.yaml`), rendering: 'rendered' }],
    });
  });

  test('of a release', async () => {
    expect(await shown(readReleased({ ...MULTI, ...images }))).toStrictEqual({
      ...common,
      stages: 2,
      nodeImages: { file: `${NAME}/node-images.yaml`, text: 'a: 1\n' },
      charts: [`${NAME}/cluster-class`, `${NAME}/cluster-addon/cni`],
      addons: [{ folder: 'cni', values: values(`${NAME}/cluster-addon/cni/overwrite.yaml`), rendering: 'rendered' }],
    });
    expect((await shown(readReleased({}))).addons).toStrictEqual([{ folder: 'cni', rendering: 'rendered' }]);
  });

  test('node images are shown where they are written', async () => {
    const shipped = await readBuilt({ 'csctl.yaml': formatConfig({ method: 'get' }), 'node-images/config.yaml': 'a: 1\n' });
    expect(shipped.nodeImages?.file).toBe('stacks/docker/demo/node-images/config.yaml');
  });

  test('a folder without a chart is no addon', async () => {
    const overrides = { 'cluster-addon/notes/values.yaml': 'a: 1\n' };
    const folders = async (shipped: Promise<Shipped>) => (await shipped).addons.map(({ folder }) => folder);
    expect([await folders(readBuilt(overrides)), await folders(readReleased(overrides))]).toEqual([['cni'], ['cni']]);
  });

  test('addons are not rendered where nobody asks, but for the one chart of a single-stage release', async () => {
    const renderings = async (overrides: Overrides) =>
      (await readReleased(overrides, { ...TOOLS, renderAddons: 'single-stage' })).addons.map(({ rendering }) => rendering);
    expect(await renderings({})).toEqual([{ kind: 'skipped', reason: 'not-asked', message: expect.any(String) }]);
    expect(await renderings(SINGLE)).toMatchObject([{ kind: 'rendered' }]);
  });

  test('the versions of dependencies are shown where rows set them, each folder’s own', async () => {
    const dependencies = 'dependencies:\n  - {name: cilium, version: 1.17.4, repository: ""}\n';
    const stack: Overrides = {
      'cluster-addon/cni/Chart.yaml': `${formatChart('cni', '1.0.0')}${dependencies}`,
      'cluster-addon/cni2/Chart.yaml': `${formatChart('cni2', '1.0.0')}${dependencies}`,
      'cluster-addon/csi/Chart.yaml': `${formatChart('csi', '1.0.0')}${dependencies}`,
    };
    const at = (line: number) => ({ file: 'versions.yaml', line });
    const rowPlaces = new Map([
      ['cni/cilium', at(1)],
      ['cni2/cilium', at(2)],
    ]);
    const { addons } = await readBuilt(stack, TOOLS, { rowPlaces });
    expect(addons.map(({ folder, chart }) => [folder, chart.dependencies[0]?.place])).toEqual([
      ['cni', at(1)],
      ['cni2', at(2)],
      ['csi', { file: 'stacks/docker/demo/cluster-addon/csi/Chart.yaml', line: 5, column: 29 }],
    ]);
  });
});

describe('a release of others', () => {
  const CLASS = 'docker-demo-1-32-cluster-class-v4.tgz';
  const ADDON = 'docker-demo-1-32-cluster-addon-v3.tgz';
  const pack = (...entries: readonly TarEntry[]) => gzipSync(packTar(entries));
  const chart = (folder: string): TarEntry => ({ path: `${folder}/Chart.yaml`, content: formatChart('a', '1.0.0') });
  const header: TarEntry = {
    path: 'pax_global_header',
    type: 'GlobalExtendedHeader',
    content: new Pax({ comment: 'b3680fb' }, true).encodeBody(),
  };
  const link: TarEntry = { path: 'cni/link', type: 'SymbolicLink', linkpath: 'Chart.yaml' };
  const read = async (overrides: Overrides, file: string, bytes: Buffer | null) =>
    readPublished(NAME, filesOf(replaceAsset(await buildContent(VERSIONS, overrides), file, bytes)), TOOLS);

  test.each<[string, Overrides, string, string | undefined]>([
    ['Helm skips them in a class', MULTI, CLASS, undefined],
    ['Helm skips them in one chart for all addons', SINGLE, ADDON, undefined],
    ['CSO fails on them in addons', MULTI, ADDON, 'invalid-archive'],
  ])('whose archive has a link or a global header: %s', async (_, overrides, file, code) => {
    for (const odd of [link, header]) {
      const shipped = read(overrides, file, pack(odd, chart('cni')));
      if (code === undefined) expect((await shipped).addons).toHaveLength(1);
      else await expect(shipped).rejects.toMatchObject({ code });
    }
  });

  test.each([
    ['no metadata', 'metadata.yaml', null, 'not-a-release', `${NAME} has no metadata.yaml`],
    ['metadata of nothing', 'metadata.yaml', Buffer.from('a: 1\n'), 'invalid-metadata', `${NAME}/metadata.yaml: `],
    ['no class', CLASS, null, 'not-a-release', `${NAME} has no docker-demo-1-32-cluster-class-….tgz`],
    ['no addons', ADDON, null, 'not-a-release', `${NAME} has no docker-demo-1-32-cluster-addon-….tgz`],
    ['a damaged class', CLASS, Buffer.from('x'), 'invalid-archive', `${NAME}/${CLASS} is not a gzip file`],
    ['a class that is no chart', CLASS, pack({ path: 'a/values.yaml' }), 'not-a-release', `${NAME}/cluster-class has no Chart.yaml`],
  ])('with %s', async (_, file, bytes, code, message) => {
    await expect(read({}, file, bytes)).rejects.toMatchObject({ code, message: expect.stringMatching(new RegExp(`^${message}`)) });
  });

  test('with more files of the same beginnings', async () => {
    const assets = [...filesOf(await buildContent(VERSIONS))];
    const more: [string, Buffer][] = ['docker-demo-1-32-cluster-class-v4.tgz.sig', 'sbom.tgz'].map((name) => [name, Buffer.from('x')]);
    expect((await readPublished(NAME, new Map([...more, ...assets]), TOOLS)).addons).toHaveLength(1);
  });

  test('with a name of something else', async () => {
    await expect(readPublished('latest', new Map(), TOOLS)).rejects.toMatchObject({ code: 'invalid-release-name' });
  });
});
