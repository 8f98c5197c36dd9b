import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { LineReport } from '../../../src/result.ts';
import { buildContent } from '../../support/release-builder.ts';
import { formatConfig, type Overrides, writeStack } from '../../support/stack-builder.ts';
import { readLine, startCli } from './cli.ts';
import { formatFiles, type OpenPlace, type Place, readAll } from './places.ts';

export const KINDS = ['the same content', 'different content', 'different lines'] as const;
export type Kind = (typeof KINDS)[number];

/** Everyone wants the same name, as those do who read the list at the same moment. */
const NAMED = ['--mode', 'custom', '--cluster-stack-version', 'v1', '--cluster-addon-version', 'v1', '--node-image-version', 'v1'];

/** What a process publishes. */
function chooseFiles(kind: Kind, index: number): Overrides {
  if (kind === 'the same content') return {};
  if (kind === 'different content') return { 'cluster-class/values.yaml': `replicas: ${index + 1}\n` };
  return { 'csctl.yaml': formatConfig({ name: `demo${index}` }) };
}

/**
 * Lets several built CLIs release at once, round after round, and holds what they say against what there is.
 * @returns how often a conflict was found by reading back alone
 */
export async function race(openPlace: OpenPlace, kind: Kind, count: number, rounds: number): Promise<number> {
  let readBack = 0;
  for (let round = 1; round <= rounds; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'clusterstack-race-'));
    const place = await openPlace(folder, count);
    try {
      readBack += await runRound(place, kind, count, folder, `round ${round}`);
    } finally {
      await place.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return readBack;
}

async function runRound(place: Place, kind: Kind, count: number, folder: string, when: string): Promise<number> {
  const stacks = Array.from({ length: count }, (_, index) => writeStack(join(folder, `stack${index}`), chooseFiles(kind, index)));
  const contents = await Promise.all(stacks.map((_, index) => buildContent('v1', chooseFiles(kind, index))));
  const start = (stack: string, output = `${stack}-output`) =>
    startCli(['release', stack, '--json', '--target', place.url, '--output', output, ...(kind === 'different content' ? NAMED : [])], {
      cwd: folder,
      env: place.env,
    }).result.then(readLine);

  const lines = await Promise.all(stacks.map((stack) => start(stack)));
  const visible = await readAll(place);
  const told = `${when}: ${lines.map((line) => `${line.action} ${line.error?.code} ${line.error?.message ?? ''}`).join(', ')}`;

  // What a process says that it released is there, byte for byte.
  for (const [index, { release = '', action, error }] of lines.entries()) {
    const files = formatFiles(contents[index]?.assets ?? []);
    if (error === undefined)
      expect([['released', 'unchanged'].includes(action), visible.get(release) === files], told).toEqual([true, true]);
  }
  expect(visible.size, told).toBe(kind === 'different lines' ? count : 1);
  expectOutcome(place, kind, lines, told);

  // One more run each, and nothing is left of all that.
  for (const [index, stack] of stacks.entries())
    if (lines[index]?.error === undefined) expect((await start(stack)).action, told).toBe('unchanged');
  expect([await readAll(place), place.leftovers()], told).toEqual([visible, []]);
  return lines.filter(({ error }) => error?.code === 'verification-failed').length;
}

function expectOutcome({ isStrict }: Place, kind: Kind, lines: readonly LineReport[], told: string): void {
  const codes = lines.flatMap(({ error }) => error?.code ?? []);
  if (kind !== 'different content') return expect(codes, told).toEqual([]);
  // One winner, and clear conflicts; never two, and never none.
  expect(codes.length, told).toBe(lines.length - 1);
  const clear = isStrict ? ['release-conflict'] : ['release-conflict', 'verification-failed'];
  expect(
    codes.filter((code) => !clear.includes(code)),
    told,
  ).toEqual([]);
}
