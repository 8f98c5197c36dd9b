import { describe, test } from 'vitest';
import { openGitHubPlace, openLayoutPlace, openRegistryPlace } from './support/places.ts';
import { KINDS, race } from './support/race.ts';
import { openClis } from './support/runners.ts';

const PLACES = { 'a layout': openLayoutPlace, 'a GitHub': openGitHubPlace, 'a registry': openRegistryPlace };

describe.each(Object.entries(PLACES))('%s, several of the built CLI at once', (_, open) => {
  // One round each; many more, of two and of five, among the interop tests.
  test.each(KINDS)('%s', async (kind) => {
    await race({ open, runners: openClis(), kind, count: 3, rounds: 1 });
  });
});
