import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, check, type Runtime, release } from '../../src/index.ts';
import { initStack } from '../../src/scaffold/index.ts';
import { type ChartRepository, serveCharts } from './support/chart-repository.ts';
import { lockRebuilt } from './support/charts.ts';
import { createFolder, removeFolder } from './support/folders.ts';
import { describeWithCharts } from './support/needs.ts';
import { mirrorOwn } from './support/own-stack.ts';

const PROVIDERS = ['openstack', 'metal3'];
const MINORS = ['1.35', '1.36'];

describeWithCharts(['helm'], 'init, with the charts of its lock', () => {
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

  test.each(PROVIDERS.flatMap((provider) => MINORS.map((minor) => [provider, minor] as const)))(
    '%s, Kubernetes %s: checked without the network, built, released, unchanged',
    async (provider, minor) => {
      const directory = join(root, provider, minor, 'mine');
      const { created } = await initStack({ directory, provider, name: undefined, kubernetes: minor });
      const lock = join(directory, 'stack.lock.yaml');
      await writeFile(lock, lockRebuilt(await readFile(lock, 'utf8')));
      const runtime: Runtime = { today: '2026-11-28', programs: process.env['PATH'], cache: join(root, 'cache', provider, minor) };
      const findings = async (offline: boolean) =>
        (await check({ stacks: [directory], offline, mirrors: mirrorOwn(charts.url) }, runtime)).stacks.flatMap((stack) => stack.findings);
      const refused = async (offline: boolean) => (await findings(offline)).filter(({ verdict }) => verdict === 'refuse');
      expect(await refused(true)).toEqual([]);

      const target = `oci-layout:${join(root, 'oci', provider, minor)}`;
      const output = join(root, 'output', provider, minor);
      const request = { stacks: [directory], mode: { kind: 'stable' }, output, targets: [target], mirrors: mirrorOwn(charts.url) } as const;
      const name = `${created.stack}-v1`;
      expect((await build(request, runtime)).releases).toMatchObject([{ action: 'built', release: name }]);
      expect((await release(request, runtime)).releases).toMatchObject([{ action: 'released', release: name }]);
      expect((await release(request, runtime)).releases).toMatchObject([{ action: 'unchanged', release: name }]);
      expect(await refused(true)).toEqual([]);
    },
  );
});
