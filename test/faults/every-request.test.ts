import { afterAll, beforeAll, describe, test } from 'vitest';
import { FAULTS } from '../support/faulty-fetch.ts';
import { disturbEveryRequest, type Trouble } from './support/disturb.ts';
import { type CommittedStack, commitStack } from './support/stack.ts';
import type { Setting } from './support/world.ts';

let stack: CommittedStack;
let disturbed = 0;
beforeAll(() => {
  stack = commitStack({ 'cluster-class/values.yaml': 'replicas: 2\n' });
});
afterAll(() => {
  stack.remove();
  console.info(`${disturbed} runs were disturbed, and one more run ended each well`);
});

const SETTINGS: Readonly<Record<string, Setting>> = {
  'a registry': { registry: {} },
  'a GitHub': { github: {} },
  'a registry and a GitHub': { registry: {}, github: {} },
};
const TROUBLES: readonly Trouble[] = [...FAULTS, 'outage'];

describe.each(Object.entries(SETTINGS))('%s', (_, setting) => {
  test.each(TROUBLES)('%s', async (trouble) => {
    const start = performance.now();
    for (const attempts of [1, 5]) {
      const count = await disturbEveryRequest({ setting, stack, trouble, attempts });
      disturbed += count;
      console.info(trouble, attempts, count, performance.now() - start);
    }
  });
});
