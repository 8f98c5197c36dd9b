import { describe, test } from 'vitest';
import { openGitHubPlace, openLayoutPlace, openRegistryPlace } from './support/places.ts';
import { KINDS, race } from './support/race.ts';

const PLACES = { 'a layout': openLayoutPlace, 'a GitHub': openGitHubPlace, 'a registry': openRegistryPlace };

/** A few rounds here; many more among the interop tests. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 1);

describe.each(Object.entries(PLACES))('%s', (_, open) => {
  test.each(KINDS)(
    '%s, five processes at once',
    async (kind) => {
      console.info(kind, await race(open, kind, 5, ROUNDS));
    },
    300_000,
  );
});
