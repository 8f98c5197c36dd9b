import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { KNOWLEDGE } from '../../src/compat/index.ts';
import { check, plan, type Runtime, release, update } from '../../src/index.ts';
import { type ChartRepository, serveCharts } from './support/chart-repository.ts';
import { lockRebuilt } from './support/charts.ts';
import { createFolder, createTestFolder, removeFolder } from './support/folders.ts';
import { tell } from './support/mutation-bench.ts';
import { DATA, describeWithCharts, PROJECT } from './support/needs.ts';
import { mirrorOwn } from './support/own-stack.ts';

/** The day of the READMEs' lists of warnings. */
const TODAY = '2026-11-28';

interface OwnStack {
  readonly provider: string;
  /** What its rows may have said some months before, newer versions in their place. */
  readonly older: readonly (readonly [now: string, before: string])[];
  /** The versions of Kubernetes for which there is a node image. */
  readonly images: () => Promise<readonly string[]>;
}

const CHARTS_BEFORE = [
  ['cilium: 1.20.0', 'cilium: 1.19.6'],
  ['metrics-server: 3.13.1', 'metrics-server: 3.13.0'],
  ['1.35.10', '1.35.5'],
  ['1.36.6', '1.36.1'],
] as const;
const RELEASED = async () => Object.keys(KNOWLEDGE.kubernetes.released);

const STACKS: readonly OwnStack[] = [
  {
    provider: 'docker',
    older: [
      ['1.35.5', '1.35.0'],
      ['1.36.1', '1.36.0'],
    ],
    images: async () => Object.keys((await readData('kindest-node.json'))['kindest/node']),
  },
  {
    provider: 'openstack',
    older: [
      ...CHARTS_BEFORE,
      ['occm: 2.35.0', 'occm: 2.34.2'],
      ['occm: 2.36.0', 'occm: 2.35.0'],
      ['cinder_csi: 2.35.0', 'cinder_csi: 2.34.3'],
      ['cinder_csi: 2.36.0', 'cinder_csi: 2.35.0'],
    ],
    images: RELEASED,
  },
  { provider: 'metal3', older: CHARTS_BEFORE, images: RELEASED },
];

describeWithCharts(['helm'], 'our own stacks, with the locked charts', () => {
  let root: string;
  let charts: ChartRepository;

  beforeAll(async () => {
    root = await createFolder();
    charts = await serveCharts({ all: true });
    for (const { provider } of STACKS) {
      await cp(join(PROJECT, 'stacks', provider), join(root, provider), { recursive: true });
      const directory = join(root, provider, 'scs');
      if (provider !== 'docker')
        await writeFile(join(directory, 'stack.lock.yaml'), lockRebuilt(await readFile(join(directory, 'stack.lock.yaml'), 'utf8')));
    }
  });
  afterAll(async () => {
    await charts?.close();
    await removeFolder(root);
  });

  const createRuntime = (): Runtime => ({ today: TODAY, programs: process.env['PATH'], cache: join(root, 'cache') });
  const mirrors = () => mirrorOwn(charts.url);

  describe.each(STACKS)('$provider', ({ provider, older, images }) => {
    const source = join(PROJECT, 'stacks', provider, 'scs');
    const read = (path: string) => readFile(join(source, path), 'utf8');

    /** The codes that the README's list explains. */
    async function readExplained(): Promise<string[]> {
      const section = /^## Warnings of the check$(.*?)^## /ms.exec(await read('README.md'))?.[1] ?? '';
      return [...section.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code]) => code ?? '').sort();
    }

    test('the check refuses nothing, and warns exactly of what the README explains', async () => {
      const directory = join(root, provider, 'scs');
      // What update locked is in the cache, so the check needs no network.
      await update({ stacks: [directory], mirrors: mirrors() }, createRuntime());
      const report = await check({ stacks: [directory], offline: true }, createRuntime());
      const told = tell([...report.stacks.flatMap(({ findings }) => findings), ...(report.findings ?? [])], directory);
      expect(told.filter(({ verdict }) => verdict === 'refuse')).toEqual([]);
      expect([...new Set(told.filter(({ verdict }) => verdict === 'warn').map(({ code }) => code))].sort()).toEqual(await readExplained());
    });

    test('an upgrade along the rows is clean', async () => {
      const directory = join(root, provider, 'scs');
      const request = (kubernetes: string) => ({
        stacks: [directory],
        kubernetes,
        mode: { kind: 'stable' } as const,
        output: join(root, 'output', provider, kubernetes),
        targets: [`oci-layout:${join(root, 'oci', provider)}`],
        mirrors: mirrors(),
      });
      expect((await release(request('1.35'), createRuntime())).releases).toMatchObject([{ action: 'released' }]);
      const { releases, findings = [] } = await plan(request('1.36'), createRuntime());
      expect(releases).toMatchObject([{ action: 'planned', stack: `${provider}-scs-1-36` }]);
      const told = tell([...releases.flatMap((line) => line.findings), ...findings], directory);
      // That the line before was looked at.
      expect(told.filter(({ code }) => code === 'minor-skipped')).toMatchObject([{ verdict: 'ok' }]);
      // The copy lies in no git repository.
      const codes = told.filter((one) => ['refuse', 'warn'].includes(one.verdict) && one.code !== 'no-repository').map(({ code }) => code);
      expect([...new Set(codes)].sort()).toEqual(await readExplained());
    });

    test('update makes of older rows what stands there', async () => {
      const directory = join(await createTestFolder(), 'scs');
      await cp(source, directory, { recursive: true });
      await rm(join(directory, 'stack.lock.yaml'), { force: true });
      const rows = await read('versions.yaml');
      expect(older.filter(([now]) => !rows.includes(now))).toEqual([]);
      // The oldest versions first: what one replacement writes is not taken for what another looks for.
      await writeFile(
        join(directory, 'versions.yaml'),
        older.reduce((text, [now, before]) => text.replaceAll(now, before), rows),
      );
      const list = join(await createTestFolder(), 'versions');
      await writeFile(list, (await images()).join('\n'));
      await update({ stacks: [directory], kubernetesVersions: list, mirrors: mirrors() }, createRuntime());
      expect(await readFile(join(directory, 'versions.yaml'), 'utf8')).toBe(rows);
      if (provider === 'docker') return;
      expect(await readFile(join(directory, 'stack.lock.yaml'), 'utf8')).toBe(lockRebuilt(await read('stack.lock.yaml')));
    });

    test('the lock names the official digests', async () => {
      const lock = await read('stack.lock.yaml').catch(() => 'lines: {}');
      const locked = Object.values<Line>(parse(lock).lines).flatMap((line) => Object.values(line.charts).flat());
      const official: Record<string, { versions: { version: string; digest: string }[] }> = (await readData('chart-digests.json')).charts;
      for (const { name, version, sha256 } of locked) {
        expect(official[name]?.versions.find((one) => one.version === version)?.digest, `${name} ${version}`).toBe(`sha256:${sha256}`);
      }
    });
  });
});

interface Line {
  readonly charts: Readonly<Record<string, readonly { readonly name: string; readonly version: string; readonly sha256: string }[]>>;
}

async function readData(name: string) {
  return JSON.parse(await readFile(join(DATA, name), 'utf8'));
}
