import { afterAll, beforeAll, expect, test } from 'vitest';
import { disturbEveryRequest } from './support/disturb.ts';
import { type CommittedStack, commitStack } from './support/stack.ts';

let stack: CommittedStack;
let disturbed = 0;
beforeAll(() => {
  stack = commitStack({ 'cluster-class/values.yaml': 'replicas: 2\n' });
});
afterAll(() => {
  stack.remove();
  console.info(`${disturbed} runs were disturbed, and one more run ended each well`);
});

// The faults that hurt most, to a run that does not try again; all others are among the interop tests.
test.each(['drop-after', 'outage'] as const)(
  'a registry and a GitHub: %s at every request',
  async (trouble) => {
    const count = await disturbEveryRequest({ setting: { registry: {}, github: {} }, stack, trouble, attempts: 1 });
    expect(count).toBeGreaterThan(40);
    disturbed += count;
  },
  60_000,
);
