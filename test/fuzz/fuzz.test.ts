import { afterAll, describe, expect, test } from 'vitest';
import { describeError } from '../../src/errors.ts';
import { createRandom, mutate } from './mutate.ts';
import { createReaders, type Reader } from './readers.ts';
import { startWatchdog } from './watchdog.ts';

/** `FUZZ_SECONDS=600 FUZZ_SEED=1 npm run fuzz`: seconds in all, and the seed to repeat a run with. */
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 60);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
const readers = await createReaders();
const watchdog = startWatchdog();
afterAll(() => watchdog.close());

/** The problem with how the reader took the input; undefined where it was read, or refused in words. */
async function tryInput(reader: Reader, bytes: Buffer, index: number): Promise<string | undefined> {
  const explain = (error: unknown) => (describeError(error).code === 'internal' ? String((error as Error).stack ?? error) : undefined);
  try {
    const result = await reader.read(bytes, index);
    // What several reads of one input failed with.
    return Array.isArray(result)
      ? result
          .filter((one) => one instanceof Error)
          .map(explain)
          .find((one) => one !== undefined)
      : undefined;
  } catch (error) {
    return explain(error);
  }
}

describe(`every reader takes or refuses what it is given (seed ${seed}, ${seconds} s)`, () => {
  test.each(readers)('$name', async (reader) => {
    for (const [index, bytes] of reader.seeds.entries()) expect(await tryInput(reader, bytes, index)).toBeUndefined();
    const random = createRandom(seed);
    const until = Date.now() + (seconds * 1000) / readers.length;
    let inputs = 0;
    while (Date.now() < until) {
      const index = random(reader.seeds.length);
      const bytes = mutate(reader.seeds[index] ?? Buffer.alloc(0), reader.seeds, random);
      watchdog.start(`${reader.name}, seed ${seed}, input ${inputs}`);
      const failure = await tryInput(reader, bytes, index);
      watchdog.stop();
      expect(failure, `seed ${seed}, input ${inputs}: ${JSON.stringify(bytes.toString('latin1').slice(0, 2000))}`).toBeUndefined();
      inputs++;
    }
    console.log(`${reader.name}: ${inputs} inputs`);
  });
});
