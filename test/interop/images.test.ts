import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Runtime } from '../../src/index.ts';
import { formatImages, type ImagesReport, listReleaseImages } from '../../src/lifecycle/images/index.ts';
import { type ChartRepository, serveCharts } from './support/chart-repository.ts';
import { lockRebuilt } from './support/charts.ts';
import { createFolder, createTestFolder, removeFolder } from './support/folders.ts';
import { describeWithCharts, PROJECT } from './support/needs.ts';
import { mirrorOwn, readLines, vendorLocked, writeLine } from './support/own-stack.ts';
import { run } from './support/run.ts';

describeWithCharts(['helm'], 'images of our own stacks', () => {
  let root: string;
  let charts: ChartRepository;

  beforeAll(async () => {
    root = await createFolder();
    charts = await serveCharts({ all: true });
  });
  afterAll(async () => {
    await charts?.close();
    await removeFolder(root);
  });

  async function prepare(provider: string): Promise<string> {
    const directory = join(await createTestFolder(), 'scs');
    await cp(join(PROJECT, 'stacks', provider, 'scs'), directory, { recursive: true });
    const lock = join(directory, 'stack.lock.yaml');
    if (provider !== 'docker') await writeFile(lock, lockRebuilt(await readFile(lock, 'utf8')));
    return directory;
  }

  function list(directory: string) {
    const runtime: Runtime = { today: '2026-11-28', programs: process.env['PATH'], cache: join(root, 'cache') };
    const request = { subject: directory, source: '', kubernetes: '1.36', digests: false, mirrors: mirrorOwn(charts.url) };
    return listReleaseImages(request, runtime);
  }

  /** What helm alone renders, by the lines of its output. */
  async function render(provider: string): Promise<string[]> {
    const directory = join(PROJECT, 'stacks', provider, 'scs');
    const line = readLines(directory).find(({ name }) => name.endsWith('-1-36'));
    if (line === undefined) throw new Error('there is no such line');
    const folder = await createTestFolder();
    await writeLine(line, folder);
    if (provider !== 'docker') await vendorLocked(line, directory, folder);
    const addons = [...new Set(line.stack.clusterAddon.map(({ path }) => path.split('/')[0] ?? ''))];
    const texts = addons.map((addon) => run('helm', ['template', addon, join(folder, line.name, 'cluster-addon', addon)]));
    const lines = (await Promise.all(texts)).flatMap((text) => String(text).split('\n'));
    return [...new Set(lines.flatMap((text) => /^\s*(?:- )?image: "?([^"\s]+)"?$/.exec(text)?.[1] ?? []))].sort();
  }

  const ADDONS = (report: ImagesReport) => report.images.filter(({ addon }) => addon !== 'cluster-class');

  test.each<[provider: string, ofClass: readonly string[], nodeImages: readonly string[], charts: readonly string[]]>([
    ['docker', [], ['container kindest/node:v1.36.1@sha256:'], []],
    [
      'openstack',
      [],
      ['name ubuntu-capi-image-v1.36.6'],
      ['cilium', 'metrics-server', 'openstack-cinder-csi', 'openstack-cloud-controller-manager'],
    ],
    ['metal3', ['ghcr.io/kube-vip/kube-vip:v0.9.2'], ['file https://images.example.com/k8s_v1.36.6/'], ['cilium', 'metrics-server']],
  ])('%s: those that helm renders, and all that lies around them', async (provider, ofClass, nodeImages, names) => {
    const directory = await prepare(provider);
    const listed = await list(directory);
    const { report } = listed;
    expect(report.unknown).toEqual([]);
    expect([...new Set(ADDONS(report).map(({ name }) => name))].sort()).toEqual(await render(provider));
    expect(report.images.filter(({ addon }) => addon === 'cluster-class').map(({ name }) => name)).toEqual(ofClass);
    expect(report.nodeImages.map(({ kind, name, url }) => `${kind} ${url ?? name}`)).toEqual(
      nodeImages.map((start) => expect.stringContaining(start)),
    );
    expect(report.charts.map(({ name }) => name).sort()).toEqual(names);
    const locked = names.length === 0 ? '' : await readFile(join(directory, 'stack.lock.yaml'), 'utf8');
    for (const { digest = '', repository = '' } of report.charts) {
      expect(locked).toContain(digest.slice('sha256:'.length));
      expect(locked).toContain(repository);
    }
    // Any tool finds the same names in the same list.
    const skopeo = parse(await formatImages(listed, 'skopeo'));
    expect(Object.keys(skopeo).sort()).toEqual(
      [...new Set([...report.images.map(({ name }) => name.split('/')[0]), ...(provider === 'docker' ? ['docker.io'] : [])])].sort(),
    );
    expect(await formatImages(await list(directory), 'cyclonedx')).toBe(await formatImages(listed, 'cyclonedx'));
  });

  test('without helm, nothing passes for everything', async () => {
    const listed = await listReleaseImages(
      { subject: await prepare('docker'), source: '', kubernetes: '1.36', digests: false },
      { today: '2026-11-28', programs: '' },
    );
    expect(listed.report.images).toEqual([]);
    expect(listed.report.unknown.map(({ subject }) => subject)).toEqual(['cluster-class', 'cni', 'metrics-server']);
    expect(await formatImages(listed, 'skopeo')).toMatch(/^# not known: cluster-class: /);
  });
});
