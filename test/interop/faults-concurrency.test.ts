import { afterAll, beforeAll, describe, test } from 'vitest';
import { openTarget } from '../../src/publish/index.ts';
import { type OpenPlace, openGitHubPlace, openLayoutPlace, openRegistryPlace } from '../faults/support/places.ts';
import { KINDS, race } from '../faults/support/race.ts';
import { openWorkers, type Runners } from '../faults/support/runners.ts';
import { describeWith } from './support/needs.ts';
import { type Registry, startRegistry } from './support/registries.ts';

/** `FAULTS=all` runs as many as it takes to meet rare orders of events. */
const ROUNDS = process.env['FAULTS'] === 'all' ? 50 : 3;

/** Two and five processes at once, on one line and on several, with the same content and with different. */
function testRaces(open: OpenPlace): void {
  describe.each([2, 5])('%i processes at once', (count) => {
    let runners: Runners;
    beforeAll(() => {
      runners = openWorkers(count);
    });
    afterAll(() => runners.close());

    test.each(KINDS)(`%s, ${ROUNDS} times`, async (kind) => {
      const readBack = await race({ open, runners, kind, count, rounds: ROUNDS });
      if (readBack > 0) console.info(`${kind}, ${count} processes: ${readBack} conflicts were found by reading back`);
    });
  });
}

describe('a layout', () => testRaces(openLayoutPlace));
describe('a GitHub', () => testRaces(openGitHubPlace));
describe('a registry whose answers overtake each other', () => testRaces(openRegistryPlace));

describeWith(['crane'], 'crane', () => {
  let registry: Registry;
  let repositories = 0;
  beforeAll(async () => {
    registry = await startRegistry('crane');
  });
  afterAll(() => registry?.close());

  testRaces(() => {
    const url = `oci://${registry.host}/race/${++repositories}`;
    return Promise.resolve({
      url,
      env: {},
      isStrict: false,
      target: openTarget(url, {}),
      leftovers: () => [],
      close: () => Promise.resolve(),
    });
  });
});
