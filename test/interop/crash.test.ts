/** Among the interop tests, since the others share their modules, and none may get these broken ones. */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { RULES } from '../../src/compat/rules/index.ts';
import { check, plan } from '../../src/release.ts';
import { formatConfig, writeStack } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Stacks of these names make a rule, or the reader, crash. */
vi.mock('../../src/compat/run-rules.ts', async (original) => {
  const real = await original<typeof import('../../src/compat/run-rules.ts')>();
  return {
    ...real,
    runRules: (facts: Parameters<typeof real.runRules>[0]) => {
      const crash = { ...RULES[0], check: () => structuredClone(() => {}) } as unknown as (typeof RULES)[number];
      return real.runRules(facts, facts.line.name === 'rule' ? [...RULES, crash] : RULES);
    },
  };
});
vi.mock('../../src/stack/read-stack.ts', async (original) => {
  const real = await original<typeof import('../../src/stack/read-stack.ts')>();
  return {
    ...real,
    readStack: (directory: string, outside?: readonly string[]) => {
      if (directory.endsWith('reader')) throw new RangeError('Maximum call stack size exceeded');
      return real.readStack(directory, outside);
    },
  };
});

function writeStacks(): string {
  const root = temporaryDirectory();
  for (const name of ['good', 'rule', 'reader']) writeStack(join(root, name), { 'csctl.yaml': formatConfig({ name }) });
  return root;
}

const runtime = { today: '2026-01-01' };

test('a bug of ours refuses the line that meets it, and no other: check', async () => {
  const root = writeStacks();
  const { stacks } = await check({ stacks: [root], offline: true }, runtime);
  const internal = stacks.map(({ directory, findings }) => [directory, findings.some(({ code }) => code === 'internal')]);
  expect(internal).toEqual([
    [join(root, 'good'), false],
    [join(root, 'reader'), true],
    [join(root, 'rule'), true],
  ]);
  expect(stacks.filter(({ verdict }) => verdict === 'refuse').map(({ stack }) => stack)).toEqual(
    expect.arrayContaining([join(root, 'reader'), 'docker-rule-1-32']),
  );
});

test('a bug of ours refuses the line that meets it, and no other: plan', async () => {
  const root = writeStacks();
  const output = join(root, '.release');
  const { releases } = await plan({ stacks: [root], offline: true, mode: { kind: 'stable' }, output, targets: [] }, runtime);
  expect(
    releases.map(({ stack, error, findings }) => [stack, error?.code ?? findings.find(({ code }) => code === 'internal')?.code]),
  ).toEqual([
    ['docker-good-1-32', undefined],
    [join(root, 'reader'), 'internal'],
    ['docker-rule-1-32', 'internal'],
  ]);
});
