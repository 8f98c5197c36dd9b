import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTarget } from '../../../src/publish/index.ts';
import diff from '../../../src/verbs/diff.ts';
import { type CommandLine, runVerb, type Surroundings } from '../../../src/verbs/index.ts';
import { publishTo } from '../../support/publish-to.ts';
import { buildContent } from '../../support/release-builder.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const SURROUNDINGS: Surroundings = {
  verbs: [],
  variables: {},
  home: '/nowhere',
  root: '.',
  node: 'v20.0.0',
  now: new Date('2026-11-28'),
  logger: { info: () => {}, warn: () => {}, debug: () => {} } as unknown as Surroundings['logger'],
  color: false,
  password: undefined,
  ask: undefined,
};

async function prepare() {
  const directory = temporaryDirectory();
  const source = `oci-layout:${join(directory, 'oci')}`;
  const target = openTarget(source, {});
  for (const release of [await buildContent('v1'), await buildContent('v2 v1 v1', { 'cluster-class/values.yaml': 'replicas: 3\n' })]) {
    await publishTo(target, release);
  }
  const run = (words: readonly string[], more: Partial<CommandLine> = {}) =>
    runVerb(diff, { words, targets: [], output: '.release', source, ...more }, SURROUNDINGS);
  return { directory, run };
}

const PAIR = ['docker-demo-1-32-v1', 'docker-demo-1-32-v2'] as const;

test('differences fail the run only where that is asked for', async () => {
  const { run } = await prepare();
  expect(await run(PAIR)).toMatchObject({ code: 0, stderr: '' });
  expect(await run(PAIR, { exitCode: true })).toMatchObject({ code: 1 });
  expect(await run([PAIR[0], PAIR[0]], { exitCode: true })).toMatchObject({ code: 0 });
});

test('the JSON has effects and changes', async () => {
  const { run } = await prepare();
  const { stdout } = await run(PAIR, { json: true });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    schemaVersion: 1,
    from: PAIR[0],
    to: PAIR[1],
    identical: false,
    kubernetes: { from: 'v1.32.5', to: 'v1.32.5' },
  });
  expect(report.changes).toContainEqual({
    kind: 'value',
    change: 'changed',
    part: 'cluster-class',
    object: 'cluster-class',
    path: 'replicas',
    from: '1',
    to: '3',
    places: 1,
    noise: false,
  });
  expect((await run(PAIR, { format: 'markdown' })).stdout).toContain('## `docker-demo-1-32-v1` → `docker-demo-1-32-v2`');
});

test.each([
  ['no second release', [PAIR[0]], {}, 'diff takes two releases: the older one, then the newer one'],
  ['a third release', [...PAIR, PAIR[0]], {}, 'diff takes two releases: the older one, then the newer one'],
  ['no version', PAIR, { clusterApi: 'new' }, '--cluster-api "new" is no version of Cluster API; write it like 1.12 or 1.12.3'],
])('%s is wrong usage', async (_, words, more, message) => {
  const { run } = await prepare();
  expect(await run(words, more)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
});

test.each([
  ['', 'holds no Cluster, but something that is not an object'],
  ['kind: Cluster\nspec: [', '2:8 is not valid YAML: the [ at line 2, column 7 is not closed; end it with ]'],
  ['kind: Pod\n', '1:7 is not of kind Cluster'],
  ['kind: Cluster\nspec: {}\n', ' has no spec.topology, so it does not follow a ClusterClass'],
  ['kind: Cluster\n---\nkind: Cluster\n', '2:1 has several documents; leave the Cluster alone in the file'],
])('the file of a Cluster: %j', async (text, message) => {
  const { directory, run } = await prepare();
  const cluster = join(directory, 'cluster.yaml');
  writeFileSync(cluster, text);
  const { code, stderr } = await run(PAIR, { cluster });
  expect({ code, stderr: stderr.replace(`${cluster}:`, '').replace(`${cluster} `, '') }).toEqual({
    code: 2,
    stderr: `error: --cluster: ${message.trimStart()}\n`,
  });
});

test('a release that there is not is an error, with what there is', async () => {
  const { run } = await prepare();
  const { code, stderr } = await run([PAIR[0], 'docker-demo-1-32-v9']);
  expect(code).toBe(1);
  expect(stderr).toContain('has no docker-demo-1-32-v9; did you mean docker-demo-1-32-v1?');
});
