import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attempt } from '../../src/errors.ts';
import { openReading, readSubject, type Subject } from '../../src/lifecycle/index.ts';
import { openTarget } from '../../src/publish/index.ts';
import { createRecord, type PublishedRelease, writeRelease } from '../../src/release/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent } from '../support/release-builder.ts';
import { writeStack } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-28' };

async function prepare() {
  const directory = temporaryDirectory();
  const source = `oci-layout:${join(directory, 'oci')}`;
  const target = openTarget(source, {});
  const releases = [await buildContent('v1'), await buildContent('v2 v1 v1', { 'cluster-class/values.yaml': 'replicas: 3\n' })];
  for (const release of releases) await publishTo(target, release);
  const folder = join(directory, 'out');
  const [, newest] = releases;
  if (newest === undefined) throw new Error('nothing was built');
  mkdirSync(folder);
  writeRelease(folder, newest, createRecord({ release: newest, stack: 'docker-demo-1-32', directory: 'x', findings: [], tool: 't' }));
  const stack = join(directory, 'stack');
  writeStack(stack, { 'cluster-class/values.yaml': 'replicas: 3\n' });
  const reading = await openReading({ source }, RUNTIME);
  return { directory, source, folder, stack, reading };
}

const describeSubject = ({ kind, content, published, facts }: Subject) => ({
  kind,
  name: content.name,
  url: published?.url,
  addons: facts.addons.map(({ folder }) => folder),
});

test('a release is read by its name, its line, its digest and its folder, whatever that is called', async () => {
  const { directory, source, folder, reading } = await prepare();
  const read = async (word: string) => describeSubject(await readSubject(reading, word));
  const expected = { kind: 'release', name: 'docker-demo-1-32-v2', url: source, addons: ['cni'] };
  expect(await read('docker-demo-1-32-v2')).toEqual(expected);
  expect(await read('docker-demo-1-32')).toEqual(expected);
  const { published } = await readSubject(reading, `${source}:docker-demo-1-32-v2`);
  expect(await read(`${published?.digest}`)).toEqual(expected);
  const renamed = join(directory, 'elsewhere');
  renameSync(join(folder, 'docker-demo-1-32-v2'), renamed);
  expect(await read(renamed)).toEqual({ ...expected, url: renamed });
});

test('a stack is read as the release that would come after another', async () => {
  const { stack, reading } = await prepare();
  const { published } = await readSubject(reading, 'docker-demo-1-32-v1');
  const versionsOf = async (after: PublishedRelease | undefined) => (await readSubject(reading, stack, after)).content.name;
  expect(await versionsOf(published)).toBe('docker-demo-1-32-v2');
  expect(await versionsOf(undefined)).toBe('docker-demo-1-32-v1');
});

test.each([
  ['docker-demo-1-32-v9', 'no-release', 'has no docker-demo-1-32-v9; did you mean docker-demo-1-32-v1?'],
  ['docker-demo-1-33', 'no-release', 'it has docker-demo-1-32-v1, docker-demo-1-32-v2'],
  [`sha256:${'a'.repeat(64)}`, 'no-release', 'it has docker-demo-1-32-v1'],
  ['./nowhere', 'source-failed', './nowhere does not exist; write a folder with releases, oci://host/repository'],
])('%s: %s', async (word, code, message) => {
  const { reading } = await prepare();
  const tried = await attempt(() => readSubject(reading, word));
  expect(tried).toMatchObject({ kind: 'failed', error: { code, message: expect.stringContaining(message) } });
});

test('a folder that holds no release, or several, is said so', async () => {
  const { directory, reading } = await prepare();
  const empty = join(directory, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'a'), '');
  const tried = await attempt(() => readSubject(reading, empty));
  expect(tried).toMatchObject({ error: { code: 'no-release', message: expect.stringContaining('has no metadata.yaml') } });
});
