import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTarget } from '../../src/publish/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent } from '../support/release-builder.ts';
import { startCli } from '../support/start-cli.ts';

const RELEASE = 'docker-demo-1-32-v1';
let cwd: string;
let expected: Record<string, string>;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'clusterstack-pull-'));
  const release = await buildContent('v1');
  await publishTo(openTarget(`oci-layout:${join(cwd, 'oci')}`, {}), release);
  expected = Object.fromEntries(release.assets.map(({ name, digest }) => [name, digest]));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const pull = (output: string, env: Readonly<Record<string, string>> = {}) =>
  startCli(['pull', RELEASE, '--source', 'oci-layout:oci', '-o', output], {
    cwd,
    env: { NODE_OPTIONS: `--require=${resolve('test/support/kill-at-write.cjs')}`, KILL_BELOW: output, ...env },
  }).result;

function readFiles(folder: string): Record<string, string> | undefined {
  if (!existsSync(folder)) return undefined;
  const digestOf = (file: string) => `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
  return Object.fromEntries(readdirSync(folder).map((name) => [name, digestOf(join(folder, name))]));
}

test('killed at every step that it writes: the release is absent or whole, and the same again completes it', async () => {
  const counted = await pull('counted', { KILL_COUNT: '1' });
  const steps = Number(/steps: (\d+)/.exec(counted.stderr)?.[1]);
  expect(steps).toBeGreaterThan(Object.keys(expected).length + 2);
  for (let at = 1; at <= steps; at++) {
    const output = `killed-${at}`;
    expect((await pull(output, { KILL_AT: String(at) })).signal, `step ${at}`).toBe('SIGKILL');
    expect([undefined, expected], `after step ${at}`).toContainEqual(readFiles(join(cwd, output, RELEASE)));
    const again = await pull(output);
    expect([again.code, again.stderr.includes('error')], `again after step ${at}: ${again.stderr}`).toEqual([0, false]);
    expect(readFiles(join(cwd, output, RELEASE))).toEqual(expected);
    expect(JSON.parse(readFileSync(join(cwd, output, `${RELEASE}.json`), 'utf8')).release).toBe(RELEASE);
  }
}, 240_000);
