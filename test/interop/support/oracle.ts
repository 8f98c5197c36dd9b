import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

/** A small Go program that says what the real code does: a line of JSON for each line of JSON. */
export interface Oracle {
  ask(questions: readonly unknown[]): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Builds one of the programs in `oracles/`. */
export async function buildOracle(name: 'fields' | 'rollout' | 'template' | 'variables'): Promise<Oracle> {
  const folder = await mkdtemp(join(tmpdir(), 'oracle-'));
  const program = join(folder, name);
  await run('go', ['build', '-o', program, '.'], { cwd: join(import.meta.dirname, 'oracles', name) });
  return {
    ask: async (questions) => {
      const input = questions.map((question) => `${JSON.stringify(question)}\n`).join('');
      const answers = (await run(program, [], { input })).trimEnd().split('\n');
      return answers.map((answer): unknown => JSON.parse(answer));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Chance that can be repeated. */
export interface Dice {
  /** Below the limit. */
  number(limit: number): number;
  pick<T>(items: readonly T[]): T;
  /** As often as one in so many. */
  oneIn(count: number): boolean;
}

/** Source of the generator: mulberry32, in the public domain. */
export function createDice(seed: number): Dice {
  let state = seed;
  const number = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    number,
    pick: <T>(items: readonly T[]) => items[number(items.length)] as T,
    oneIn: (count) => number(count) === 0,
  };
}

/** Of the environment, or of the day: each day tries others, and a failure can be repeated. */
export function readSeed(): number {
  const seed = Number(process.env['ORACLE_SEED'] ?? Math.floor(Date.now() / 86_400_000));
  console.info(`ORACLE_SEED=${seed}`);
  return seed;
}
