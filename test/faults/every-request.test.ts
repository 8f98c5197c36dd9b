import { afterAll, beforeAll, expect, test } from 'vitest';
import { disturbEveryRequest } from './support/disturb.ts';
import { openRepublishing } from './support/republish.ts';
import { type CommittedStack, commitStack } from './support/stack.ts';

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
  console.info(`${disturbed} runs were disturbed, and one more run ended each well`);
});

// The fault that hurts most, to a run that does not try again; all others are among the interop tests.
test('a registry and a GitHub: dropped after every request', async () => {
  disturbed = await disturbEveryRequest({ setting: { registry: {}, github: {} }, stack, trouble: 'drop-after', attempts: 1 });
  expect(disturbed).toBeGreaterThan(40);
}, 60_000);

test('a revert: the same', async () => {
  const revert = republishing.verbs.revert;
  const runs = await disturbEveryRequest({
    setting: { registry: {}, github: {} },
    stack,
    verb: revert,
    trouble: 'drop-after',
    attempts: 1,
  });
  disturbed += runs;
  expect(runs).toBeGreaterThan(40);
}, 120_000);
