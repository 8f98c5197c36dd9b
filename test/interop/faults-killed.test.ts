import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Blow, killAtRequests } from '../faults/support/kill.ts';
import { type CommittedStack, commitStack } from '../faults/support/stack.ts';
import type { CliResult } from '../support/start-cli.ts';

let stack: CommittedStack;
beforeAll(() => {
  stack = commitStack({ 'cluster-class/values.yaml': 'replicas: 2\n' });
});
afterAll(() => stack.remove());

const BOTH = { registry: {}, github: {} };

/** Some requests, spread over the whole run, by turns before and after the server acted. */
const spread = (signal: NodeJS.Signals, blows: number) => (count: number) =>
  Array.from(
    { length: blows },
    (_, index): Blow => ({ at: 1 + Math.floor((index * (count - 1)) / (blows - 1)), isActed: index % 2 === 0, signal }),
  );

describe('the built CLI, at a registry and a GitHub', () => {
  test('killed: nothing half done is visible, and the same command finishes it', async () => {
    const check = ({ signal }: CliResult, when: string) => expect(signal, when).toBe('SIGKILL');
    expect(await killAtRequests({ setting: BOTH, stack, choose: spread('SIGKILL', 10), check })).toBe(10);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s: it ends at once with %i, and says how to go on', async (signal, code) => {
    const check = (result: CliResult, when: string) => {
      expect([result.code, result.stdout], when).toEqual([code, '']);
      expect(result.stderr, when).toMatch(/^interrupted: .*the same command goes on from there$/m);
    };
    expect(await killAtRequests({ setting: BOTH, stack, choose: spread(signal, 4), check })).toBe(4);
  });
});
