import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { LineReport } from '../../../src/result.ts';
import { buildContent } from '../../support/release-builder.ts';
import { formatConfig, type Overrides, writeStack } from '../../support/stack-builder.ts';
import { formatFiles, type OpenPlace, type Place, readAll } from './places.ts';
import type { Runners } from './runners.ts';

export const KINDS = ['the same content', 'different content', 'different lines'] as const;
export type Kind = (typeof KINDS)[number];

/** The release that a process publishes. */
function chooseFiles(kind: Kind, index: number): Overrides {
  if (kind === 'the same content') return {};
  if (kind === 'different content') return { 'cluster-class/values.yaml': `replicas: ${index + 1}\n` };
  return { 'csctl.yaml': formatConfig({ name: `demo${index}` }) };
}

export interface Race {
  readonly open: OpenPlace;
  readonly runners: Runners;
  readonly kind: Kind;
  /** Processes at once. */
  readonly count: number;
  readonly rounds: number;
}

/**
 * Lets several processes release at once, round after round, and holds what they say against what there is.
 * @returns how often a conflict was found by reading back alone
 */
export async function race({ open, rounds, ...rest }: Race): Promise<number> {
  let readBack = 0;
  for (let round = 1; round <= rounds; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'clusterstack-race-'));
    const place = await open(folder, rest.count);
    try {
      readBack += await runRound({ ...rest, place, folder }, `round ${round}`);
    } finally {
      await place.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return readBack;
}

interface Round extends Omit<Race, 'open' | 'rounds'> {
  readonly place: Place;
  readonly folder: string;
}

async function runRound({ place, runners, kind, count, folder }: Round, when: string): Promise<number> {
  const stacks = Array.from({ length: count }, (_, index) => writeStack(join(folder, `stack${index}`), chooseFiles(kind, index)));
  const contents = await Promise.all(stacks.map((_, index) => buildContent('v1', chooseFiles(kind, index))));
  const isNamed = kind === 'different content';
  const start = (index: number) => runners.run(index, place, { stack: stacks[index] ?? '', output: join(folder, `${index}`), isNamed });
  for (const index of stacks.keys()) mkdirSync(join(folder, `${index}`));

  const lines = await Promise.all(stacks.map((_, index) => start(index)));
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

  // One more run of those that ended well, and nothing is left of all that.
  const again = await Promise.all(stacks.map((_, index) => (lines[index]?.error === undefined ? start(index) : undefined)));
  expect(
    again.flatMap((line) => line?.action ?? []).filter((action) => action !== 'unchanged'),
    told,
  ).toEqual([]);
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
