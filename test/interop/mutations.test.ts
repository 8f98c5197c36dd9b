import { afterAll, beforeAll, describe, test } from 'vitest';
import { createFolder, removeFolder } from './support/folders.ts';
import type { GoodStack, Mistake } from './support/mutation.ts';
import { checkStack, expectFindings, findNew, GOOD_STACKS, type Told, writeStack } from './support/mutation-bench.ts';
import { PART_MISTAKES, VERSION_MISTAKES } from './support/mutations-versions.ts';
import { describeWithCharts } from './support/needs.ts';

const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  'versions of addons and Kubernetes': VERSION_MISTAKES,
  'parts that must agree': PART_MISTAKES,
};

describeWithCharts(['helm'], 'a single mistake in a good stack', () => {
  let root: string;
  const good = new Map<GoodStack, readonly Told[]>();
  beforeAll(async () => {
    root = await createFolder();
    for (const stack of GOOD_STACKS) good.set(stack, await checkStack(root, stack, await writeStack(root, stack)));
  });
  afterAll(() => removeFolder(root));
  describe.each(Object.entries(MISTAKES))('%s', (_, mistakes) => {
    test.concurrent.each(mistakes)('$name', async ({ stack, edits, today, ...wanted }) => {
      const directory = await writeStack(root, stack, edits);
      const found = findNew(await checkStack(root, stack, directory, today), good.get(stack) ?? []);
      await expectFindings(found, directory, wanted);
    });
  });
});
