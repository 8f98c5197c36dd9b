import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { disturbEveryRequest, type Trouble } from '../faults/support/disturb.ts';
import { type Blow, killAtRequests } from '../faults/support/kill.ts';
import { openRepublishing } from '../faults/support/republish.ts';
import { type CommittedStack, commitStack } from '../faults/support/stack.ts';
import type { Setting } from '../faults/support/world.ts';
import { FAULTS } from '../support/faulty-fetch.ts';
import type { CliResult } from '../support/start-cli.ts';

let stack: CommittedStack;
let disturbed = 0;
let republishing: Awaited<ReturnType<typeof openRepublishing>>;
beforeAll(async () => {
  republishing = await openRepublishing();
  stack = commitStack({ 'cluster-class/values.yaml': 'replicas: 2\n' });
});
afterAll(() => {
  stack.remove();
  republishing.remove();
  console.info(`${disturbed} runs were disturbed or killed, and one more run ended each well`);
});

/** `FAULTS=all` adds what differs little from what is run anyway, and takes ten minutes more. */
const isThorough = process.env['FAULTS'] === 'all';

const ALL: readonly Trouble[] = [...FAULTS, 'outage'];
/** Those that may do something else at requests that the simpler setting does not have. */
const SOME: readonly Trouble[] = ['drop-after', 'status-401', 'cut-body', 'outage'];

const SETTINGS: Readonly<Record<string, { readonly setting: () => Setting; readonly troubles: readonly Trouble[] }>> = {
  'a registry': { setting: () => ({ registry: {} }), troubles: ALL },
  'a GitHub': { setting: () => ({ github: {} }), troubles: ALL },
  'a registry and a GitHub': { setting: () => ({ registry: {}, github: {} }), troubles: ALL },
  'a registry behind a token service': {
    setting: () => ({ registry: { authentication: { kind: 'token', username: 'user', password: 'password' } } }),
    troubles: SOME,
  },
  'a GitHub that freezes releases and states no digests': {
    setting: () => ({ github: { isImmutable: true, withDigests: false } }),
    troubles: SOME,
  },
};

/** Both together have every request of each. */
const shown = Object.entries(SETTINGS).filter(([name]) => isThorough || !['a registry', 'a GitHub'].includes(name));

describe.each(shown)('%s', (_, { setting, troubles }) => {
  describe.each(isThorough ? [1, 5] : [1])('%i tries', (attempts) => {
    test.each(troubles)('%s at every request', async (trouble) => {
      disturbed += await disturbEveryRequest({ setting: setting(), stack, trouble, attempts });
    });
  });
});

describe.each(['revert', 'promote', 'promote as it is'] as const)('%s, to a registry and a GitHub', (verb) => {
  test.each(isThorough ? ALL : (['drop-after'] as const))('%s at every request', async (trouble) => {
    const setting = { registry: {}, github: {} };
    disturbed += await disturbEveryRequest({ setting, stack, verb: republishing.verbs[verb], trouble, attempts: 1 });
  });
});

describe('the built CLI', () => {
  const everywhere = (isActed: boolean) => (count: number) =>
    Array.from({ length: count }, (_, index): Blow => ({ at: index + 1, isActed, signal: 'SIGKILL' }));
  const check = ({ signal }: CliResult, when: string) => expect(signal, when).toBe('SIGKILL');

  test.each(isThorough ? [false, true] : [true])('killed at every request; with what it asked for done: %s', async (isActed) => {
    disturbed += await killAtRequests({ setting: { registry: {}, github: {} }, stack, choose: everywhere(isActed), check });
  });
});
