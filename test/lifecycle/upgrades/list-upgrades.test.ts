import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attempt } from '../../../src/errors.ts';
import { listUpgrades, type UpgradesRequest } from '../../../src/lifecycle/index.ts';
import { openTarget } from '../../../src/publish/index.ts';
import { createRecord, type ReleaseContent, writeRelease } from '../../../src/release/index.ts';
import { describeWithHelm, SEARCH_PATH } from '../../support/helm-tool.ts';
import { buildHistory } from '../../support/history.ts';
import { publishTo } from '../../support/publish-to.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const HISTORY = await buildHistory();
const SLOW = { timeout: 900_000 };

async function publish(releases: readonly ReleaseContent[]) {
  const directory = temporaryDirectory();
  const source = `oci-layout:${join(directory, 'oci')}`;
  const target = openTarget(source, {});
  for (const release of releases) await publishTo(target, release);
  const runtime = { today: '2026-11-28', programs: SEARCH_PATH, cache: join(directory, 'cache') };
  const list = (more: Pick<UpgradesRequest, 'from'> & Partial<UpgradesRequest>) =>
    listUpgrades({ source, to: undefined, releases: undefined, clusterApi: undefined, ...more }, runtime);
  return { directory, source, target, runtime, list };
}

const select = (...names: readonly string[]) => HISTORY.filter(({ name }) => names.includes(name.replace('docker-demo-', '')));

describeWithHelm('the history', () => {
  test('the way to a release is that of the fewest steps, with what to apply; barriers are stopped at', SLOW, async () => {
    const { directory, list } = await publish(select('1-35-v2', '1-35-v3', '1-36-v1', '1-36-v2', '1-36-v3', '1-37-v1'));
    const to = 'docker-demo-1-37';
    const straight = await list({ from: 'docker-demo-1-35-v3', to });
    expect(straight.chain).toEqual(['docker-demo-1-35-v3', 'docker-demo-1-36-v3', 'docker-demo-1-37-v1']);
    expect(straight.edges.map(({ patch }) => patch?.v1beta1)).toEqual([
      'spec:\n  topology:\n    class: docker-demo-1-36-v3\n    version: v1.36.1\n',
      'spec:\n  topology:\n    class: docker-demo-1-37-v1\n    version: v1.37.0\n',
    ]);
    const releases = join(directory, 'states.yaml');
    writeFileSync(
      releases,
      `barriers: [{release: docker-demo-1-36-v1, reason: etcd}]
states: [{release: docker-demo-1-36-v3, state: withdrawn, since: 2026-11-01, reason: broken, url: "https://example.org/1"}]
`,
    );
    const around = await list({ from: 'docker-demo-1-35-v3', to, releases });
    expect(around.chain).toEqual(['docker-demo-1-35-v3', 'docker-demo-1-36-v1', 'docker-demo-1-37-v1']);
    const all = await list({ from: 'docker-demo-1-35-v3', releases });
    expect(all.edges.map((edge) => [edge.to, edge.verdict, edge.reasons.filter(({ verdict }) => verdict === 'refuse')])).toEqual([
      [
        'docker-demo-1-36-v3',
        'refused',
        [
          {
            code: 'withdrawn',
            verdict: 'refuse',
            message: 'docker-demo-1-36-v3 is withdrawn since 2026-11-01: broken',
            url: 'https://example.org/1',
          },
          { code: 'barrier', verdict: 'refuse', message: 'docker-demo-1-36-v1 must not be skipped: etcd' },
        ],
      ],
      [
        'docker-demo-1-36-v2',
        'refused',
        [{ code: 'barrier', verdict: 'refuse', message: 'docker-demo-1-36-v1 must not be skipped: etcd' }],
      ],
      ['docker-demo-1-36-v1', expect.stringMatching(/^(?:ok|conditional)$/), []],
    ]);
    const none = await list({ from: 'docker-demo-1-36-v1', to: 'docker-demo-1-35-v3', releases });
    expect([none.chain, none.edges.length]).toEqual([[], 3]);
    const here = await list({ from: 'docker-demo-1-36-v1', to: 'docker-demo-1-36-v1' });
    expect([here.chain, here.edges]).toEqual([['docker-demo-1-36-v1'], []]);
  });
});

test('without helm no step is ok: what is rendered was not compared', async () => {
  const { runtime, source } = await publish(select('1-37-v1', '1-37-v2'));
  const request = { source, from: 'docker-demo-1-37-v1', to: undefined, releases: undefined, clusterApi: undefined };
  const { edges } = await listUpgrades(request, { ...runtime, programs: '' });
  expect(edges.map(({ to, verdict }) => [to, verdict])).toEqual([['docker-demo-1-37-v2', 'conditional']]);
  expect(edges[0]?.reasons.some(({ verdict }) => verdict === 'unknown')).toBe(true);
});

test('a release that cannot be read is no place to go', async () => {
  const [good, other] = select('1-37-v1', '1-37-v2');
  if (good === undefined || other === undefined) throw new Error('nothing was built');
  const assets = other.assets.filter(({ name }) => !name.includes('cluster-class'));
  const { list } = await publish([good, { ...other, assets }]);
  const { edges } = await list({ from: good.name });
  expect(edges.map(({ to, verdict, reasons, patch }) => [to, verdict, reasons[0]?.code, patch])).toEqual([
    [other.name, 'refused', 'not-a-release', undefined],
  ]);
});

test('the others of a folder are beside a release that is named by its own', async () => {
  const directory = temporaryDirectory();
  for (const release of select('1-37-v1', '1-37-v2')) {
    writeRelease(directory, release, createRecord({ release, stack: 'docker-demo-1-37', directory: 'x', findings: [], tool: 't' }));
  }
  const from = join(directory, 'docker-demo-1-37-v1');
  const request = { source: 'oci-layout:nowhere', from, to: undefined, releases: undefined, clusterApi: undefined };
  const { edges } = await listUpgrades(request, { today: '2026-11-28' });
  expect(edges.map(({ to }) => to)).toEqual(['docker-demo-1-37-v2']);
});

test.each<[from: string, to: string | undefined, code: string]>([
  ['docker-demo-1-37-v9', undefined, 'no-release'],
  ['docker-demo-1-37-v1', 'docker-demo-1-38', 'no-release'],
  ['docker-demo-1-37-v1', 'docker-demo-1-37-v9', 'no-release'],
  ['docker-demo-1-37-v1', 'nonsense', 'usage'],
])('from %s to %s: %s', async (from, to, code) => {
  const { list } = await publish(select('1-37-v1'));
  expect(await attempt(() => list({ from, to }))).toMatchObject({ kind: 'failed', error: { code } });
});

test('no way is told to another channel, which CSO allows all the same', async () => {
  const [good] = select('1-37-v1');
  if (good === undefined) throw new Error('nothing was built');
  const { list } = await publish([good, { ...good, name: 'docker-demo-1-37-v0-hotfix-1' }]);
  expect(await attempt(() => list({ from: 'docker-demo-1-37-v0-hotfix-1', to: good.name }))).toMatchObject({
    error: {
      code: 'usage',
      message:
        'docker-demo-1-37-v1 is on the channel stable, and docker-demo-1-37-v0-hotfix-1 on hotfix: ways lead along one channel; ' +
        'what clusters live through tells: clusterstack diff docker-demo-1-37-v0-hotfix-1 docker-demo-1-37-v1',
    },
  });
});

test('a releases.yaml with a mistake stops it, and says where', async () => {
  const { directory, list } = await publish(select('1-37-v1'));
  const releases = join(directory, 'states.yaml');
  writeFileSync(releases, 'states:\n  - {release: docker-demo-1-37-v1, state: gone, since: 2026-11-01}\n');
  const tried = await attempt(() => list({ from: 'docker-demo-1-37-v1', releases }));
  expect(tried).toMatchObject({ error: { code: 'invalid-states', message: expect.stringContaining(`${releases}:2:43: `) } });
});
