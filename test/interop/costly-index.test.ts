import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleProbe, type Probe } from '../support/measure.ts';

describe('an index made to cost', () => {
  let probe: Probe;
  beforeAll(async () => {
    probe = await bundleProbe();
  });
  afterAll(() => probe.remove());

  test.each<[what: string, expected: string]>([
    ['blank lines before the entries', '1'],
    ['blank lines below the entries', 'undefined'],
    ['blank lines below the chart', '1'],
    ['lines of blanks below the chart', '1'],
    ['millions of tiny entries', 'too-large'],
    ['as many entries as are read', '10000'],
    ['one entry of 25 MB', '1'],
    ['one line of 25 MB that is read', 'too-large'],
    ['as much YAML as is read whole', 'too-large'],
    ['millions of other charts', '0'],
    ['JSON nested without end', 'undefined'],
    ['JSON of millions of values', 'undefined'],
  ])(
    '%s: bounded',
    async (what, expected) => {
      const { said, seconds, memory } = await probe.measure('index', what);
      expect(said).toBe(expected);
      if (process.env['SHOW']) console.log(what, said, seconds.toFixed(2), memory.toFixed(0));
      expect(seconds).toBeLessThan(10);
      expect(memory).toBeLessThan(300);
    },
    60_000,
  );
});
