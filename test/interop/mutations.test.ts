import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolder, removeFolder } from './support/folders.ts';
import type { Expected, GoodStack, Mistake } from './support/mutation.ts';
import { checkStack, expectFindings, findNew, GOOD_STACKS, type Told, writeStack } from './support/mutation-bench.ts';
import { CLASS_MISTAKES } from './support/mutations-class.ts';
import { HARMLESS_EDITS } from './support/mutations-harmless.ts';
import { HARMLESS_CLASS_EDITS } from './support/mutations-harmless-class.ts';
import { OBJECT_MISTAKES } from './support/mutations-objects.ts';
import { OTHER_MISTAKES } from './support/mutations-others.ts';
import { PART_MISTAKES } from './support/mutations-parts.ts';
import { PATCH_MISTAKES } from './support/mutations-patches.ts';
import { STAGE_MISTAKES } from './support/mutations-stages.ts';
import { VARIABLE_MISTAKES } from './support/mutations-variables.ts';
import { VERSION_MISTAKES } from './support/mutations-versions.ts';
import { describeWithCharts } from './support/needs.ts';

const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  'versions of addons and Kubernetes': VERSION_MISTAKES,
  'parts that must agree': PART_MISTAKES,
  stages: STAGE_MISTAKES,
  'rendered objects': OBJECT_MISTAKES,
  'the ClusterClass': CLASS_MISTAKES,
  variables: VARIABLE_MISTAKES,
  patches: PATCH_MISTAKES,
  'node images and waivers': OTHER_MISTAKES,
};

interface Passing {
  readonly stack: GoodStack;
  readonly before: string;
  readonly after: string;
  readonly expected: readonly Expected[];
  readonly consequences?: readonly string[];
}

/** What becomes of stacks that nobody touches. */
const PASSING: readonly Passing[] = [
  {
    stack: 'openstack-1-36',
    before: '2027-06-28',
    after: '2027-06-29',
    expected: [{ verdict: 'warn', code: 'kubernetes-end-of-life', file: 'versions.yaml', at: 'kubernetes: 1.36.6' }],
  },
  {
    stack: 'docker-1-36',
    before: '2026-06-10',
    after: '2026-07-10',
    expected: [{ verdict: 'warn', code: 'kubernetes-patch', file: 'csctl.yaml', at: 'v1.36.1' }],
  },
  { stack: 'metal3-1-36', before: '2027-03-31', after: '2027-04-01', expected: [{ verdict: 'warn', code: 'class-api' }] },
  {
    stack: 'metal3-1-36',
    before: '2027-04-02',
    after: '2027-12-02',
    expected: [{ verdict: 'warn', code: 'knowledge-age' }],
    consequences: ['warn kubernetes-end-of-life'],
  },
];

describeWithCharts(['helm'], 'the check of good stacks, each with a single edit', () => {
  let root: string;
  const good = new Map<GoodStack, readonly Told[]>();

  beforeAll(async () => {
    root = await createFolder();
    for (const stack of GOOD_STACKS) good.set(stack, await checkStack(root, stack, await writeStack(root, stack)));
  });
  afterAll(() => removeFolder(root));

  test.each(GOOD_STACKS)('%s itself is not refused', (stack) => {
    expect(good.get(stack)?.filter(({ verdict }) => verdict === 'refuse')).toEqual([]);
  });

  describe.each(Object.entries(MISTAKES))('a mistake: %s', (_, mistakes) => {
    for (const { name, stack, edits, missed, ...wanted } of mistakes) {
      const run = missed === undefined ? test.concurrent : test.concurrent.fails;
      run(missed === undefined ? name : `${name} [not seen yet: ${missed}]`, async () => {
        const directory = await writeStack(root, stack, edits);
        const found = findNew(await checkStack(root, stack, directory), good.get(stack) ?? []);
        await expectFindings(found, directory, wanted);
      });
    }
  });

  describe('a harmless edit', () => {
    test.concurrent.each([...HARMLESS_EDITS, ...HARMLESS_CLASS_EDITS])('$name', async ({ stack, edits }) => {
      const directory = await writeStack(root, stack, edits);
      expect(findNew(await checkStack(root, stack, directory), good.get(stack) ?? [])).toEqual([]);
    });
  });

  describe('time that passes', () => {
    test.concurrent.each(PASSING)('$stack on $after', async ({ stack, before, after, ...wanted }) => {
      const directory = await writeStack(root, stack);
      const former = await checkStack(root, stack, directory, before);
      await expectFindings(findNew(await checkStack(root, stack, directory, after), former), directory, wanted);
    });
  });
});
