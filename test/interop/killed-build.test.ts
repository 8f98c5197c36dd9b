import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLI, clusterstack } from './support/clusterstack.ts';
import { copyDockerStack, createFolder, createTestFolder, hashFiles, removeFolder } from './support/folders.ts';
import { describeWith } from './support/needs.ts';
import { startRegistry } from './support/registries.ts';
import { cleanEnvironment, tryRun } from './support/run.ts';

const ROUNDS = 20;
const RELEASES = ['a', 'b', 'c'].map((name) => `docker-scs${name}-1-36-v1`);

let folder: string;
let stacks: string;
/** What an undisturbed build makes: release to its files. */
let whole: Record<string, Record<string, string>>;
/** What the quickest undisturbed build took: the first is slow, and the machine may be busy then. */
let milliseconds = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  folder = await createFolder();
  stacks = join(folder, 'stacks');
  for (const name of ['a', 'b', 'c']) await writeStack(join(stacks, name), `scs${name}`);
  for (let round = 0; round < 3; round++) await buildUndisturbed(join(folder, 'whole'));
  whole = await readReleases(join(folder, 'whole'));
});
afterAll(() => removeFolder(folder));

async function buildUndisturbed(output: string): Promise<void> {
  const start = performance.now();
  const { exitCode, stderr } = await clusterstack(['build', stacks, '--output', output]);
  expect(exitCode, stderr).toBe(0);
  milliseconds = Math.min(milliseconds, performance.now() - start);
}

/** Three stacks at once, and some weight, so that a kill has something to hit. */
async function writeStack(stack: string, name: string): Promise<void> {
  await mkdir(stack, { recursive: true });
  await copyDockerStack(stack);
  const config = join(stack, 'csctl.yaml');
  await writeFile(config, (await readFile(config, 'utf8')).replace('clusterStackName: scs', `clusterStackName: ${name}`));
  const noise = Array.from({ length: 100_000 }, () => Math.random().toString(36).slice(2)).join('\n');
  await writeFile(join(stack, 'cluster-addon/cni/noise.txt'), noise);
}

/** Release directories, those of other names left out, and what their files hash to. */
async function readReleases(output: string): Promise<Record<string, Record<string, string>>> {
  const names = await readdir(output).catch(() => []);
  const releases = names.filter((name) => RELEASES.includes(name));
  return Object.fromEntries(await Promise.all(releases.map(async (name) => [name, await hashFiles(join(output, name))])));
}

/** Starts the CLI and kills it after a while; returns the signal it died of, null when it was quicker. */
async function killAfter(delay: number, args: readonly string[]): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [CLI, ...args], { env: cleanEnvironment(), stdio: 'ignore' });
  const exit = once(child, 'exit');
  await sleep(delay);
  child.kill('SIGKILL');
  const [, signal] = await exit;
  return signal;
}

describe('a killed build', () => {
  test('an undisturbed one makes three releases', () => {
    expect(Object.keys(whole).sort()).toEqual(RELEASES);
  });

  test(`${ROUNDS} times at random: never half a release, and the next build converges`, async () => {
    let killed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const output = join(await createTestFolder(), '.release');
      // Every second round kills while an earlier build's releases are being replaced.
      if (round % 2 === 1) await buildUndisturbed(output);
      // Nothing is written in the first half of the time.
      const signal = await killAfter(milliseconds * (0.5 + 0.6 * Math.random()), ['build', stacks, '--output', output]);
      if (signal !== null) killed++;
      for (const [name, files] of Object.entries(await readReleases(output))) expect(files, name).toEqual(whole[name]);
      await expectRecordsToFit(output);
      await buildUndisturbed(output);
      expect(await readReleases(output)).toEqual(whole);
    }
    expect(killed).toBeGreaterThan(0);
  });
});

/**
 * A record, which `publish` goes by, stands only beside the whole release that it describes, or beside none: no system call
 * replaces a folder that is not empty.
 */
async function expectRecordsToFit(output: string): Promise<void> {
  const names = await readdir(output).catch((): string[] => []);
  const recorded = names.filter((name) => /^[^.]+\.json$/.test(name) && names.includes(name.slice(0, -'.json'.length)));
  for (const name of recorded) {
    const record = JSON.parse(await readFile(join(output, name), 'utf8'));
    const recorded = record.assets.map((asset: { name: string; digest: string }) => [asset.name, asset.digest]);
    expect(await hashFiles(join(output, record.release))).toEqual(Object.fromEntries(recorded));
  }
}

describeWith(['crane', 'oras'], 'a killed publication', () => {
  test('a tag appears with the whole release or not at all, and the next run converges', async () => {
    const registry = await startRegistry('crane');
    try {
      for (let round = 0; round < ROUNDS / 2; round++) {
        const temporary = await createTestFolder();
        const repository = `${registry.host}/killed/${round}`;
        const release = ['release', stacks, '--output', join(temporary, 'out'), '--target', `oci://${repository}`];
        await killAfter(milliseconds * (0.5 + Math.random()), release);
        await expectWholeReleases(repository, join(temporary, 'after-kill'));
        const { exitCode } = await clusterstack(release);
        expect(exitCode).toBe(0);
        expect(await expectWholeReleases(repository, join(temporary, 'after-rerun'))).toEqual(RELEASES);
      }
    } finally {
      await registry.close();
    }
  });
});

/** Pulls what has a tag; returns the tags. */
async function expectWholeReleases(repository: string, into: string): Promise<string[]> {
  const listed = await tryRun('oras', ['repo', 'tags', '--plain-http', repository]);
  const tags = listed.exitCode === 0 ? listed.stdout.split('\n').filter(Boolean).sort() : [];
  for (const tag of tags) {
    const { exitCode, stderr } = await tryRun('oras', ['pull', '--plain-http', `${repository}:${tag}`, '--output', join(into, tag)]);
    expect(exitCode, stderr).toBe(0);
    expect(await hashFiles(join(into, tag)), tag).toEqual(whole[tag]);
  }
  return tags;
}
