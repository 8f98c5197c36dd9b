import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolder, removeFolder } from './support/folders.ts';
import { append, type GoodStack } from './support/mutation.ts';
import { expectFindings, findNew, planStack, releaseStack, type Told, writeStack } from './support/mutation-bench.ts';
import { HARMLESS_UPGRADES } from './support/mutations-harmless-upgrades.ts';
import { UPGRADE_MISTAKES, type Upgrade } from './support/mutations-upgrades.ts';
import { describeWithCharts } from './support/needs.ts';

const RELEASED: readonly GoodStack[] = ['docker-1-36', 'metal3-1-36', 'openstack-1-33', 'openstack-1-35', 'openstack-1-36'];

describeWithCharts(['helm'], 'the plan after a good release, with a single edit', () => {
  let root: string;
  const targets = new Map<GoodStack, string>();
  const good = new Map<GoodStack, readonly Told[]>();

  beforeAll(async () => {
    root = await createFolder();
    for (const stack of RELEASED) {
      const target = await releaseStack(root, stack);
      targets.set(stack, target);
      // Nothing is compared with an earlier release unless something has changed.
      const directory = await writeStack(root, stack, [append('clusteraddon.yaml', '# changed\n')]);
      good.set(stack, await planStack(root, stack, directory, target));
    }
  });
  afterAll(() => removeFolder(root));

  /** What the plan of the changed stack says beyond that of the good one. */
  async function planEdited({ stack, edits, earlier }: Pick<Upgrade, 'stack' | 'edits' | 'earlier'>) {
    const released =
      earlier?.edits === undefined ? targets.get(earlier?.stack ?? stack) : await releaseStack(root, earlier.stack, earlier.edits);
    const directory = await writeStack(root, stack, edits);
    const found = await planStack(root, stack, directory, released ?? '');
    return { directory, found: findNew(found, good.get(stack) ?? []) };
  }

  test.each(RELEASED)('%s itself is not refused', (stack) => {
    expect(good.get(stack)?.filter(({ verdict }) => verdict === 'refuse')).toEqual([]);
  });

  describe('a mistake', () => {
    test.concurrent.each(UPGRADE_MISTAKES)('$name', async ({ expected, consequences = [], ...upgrade }) => {
      const { directory, found } = await planEdited(upgrade);
      await expectFindings(found, directory, { expected, consequences });
    });
  });

  describe('a harmless change', () => {
    test.concurrent.each(HARMLESS_UPGRADES)('$name', async (upgrade) => {
      expect((await planEdited(upgrade)).found).toEqual([]);
    });
  });
});
