import { parseConstraint, readChart } from '../chart/index.ts';
import { type FileTree, findFile } from '../files/index.ts';
import { parseStackFile, type Stack } from '../stack/index.ts';
import type { DependencyTools } from './create-vendor.ts';
import { listChartInputs } from './list-chart-inputs.ts';
import type { LockedLine } from './lock.ts';
import type { Slot, SlotUser } from './plan-update.ts';
import { findOwn } from './vendor-chart.ts';

/** A line that is updated, and what the lock held for it. */
export interface UpdatedLine {
  readonly name: string;
  readonly stack: Stack;
  readonly locked: LockedLine | undefined;
  readonly isSelected: boolean;
}

/** All places where versions of charts stand, with the versions that their repositories have. */
export async function collectSlots(lines: readonly UpdatedLine[], files: FileTree, { repositories }: DependencyTools): Promise<Slot[]> {
  const slots = new Map<string, Omit<Slot, 'users' | 'versions'> & { readonly url: string; readonly users: SlotUser[] }>();
  for (const line of lines) {
    for (const { path, folder, files: content, places } of listChartInputs(line.stack)) {
      const chart = await readChart(path, content, { places });
      for (const dependency of chart?.dependencies ?? []) {
        const { name, alias, version, repository, place } = dependency;
        const url = repository.startsWith('file://') ? undefined : repositories.locate(repository);
        if (chart === undefined || url === undefined || findOwn(chart, dependency) || parseConstraint(version) === undefined) continue;
        const key = JSON.stringify([place, name]);
        const slot = slots.get(key) ?? { place, dependency, url, users: [] };
        slots.set(key, slot);
        slot.users.push({
          line: line.name,
          folder,
          alias,
          kubernetes: line.stack.config.kubernetes,
          locked: line.locked?.dependencies.find((one) => one.folder === folder && one.name === name && one.alias === alias)?.version,
          bound: findBound(files, folder),
          isSelected: line.isSelected,
        });
      }
    }
  }
  return Promise.all(
    [...slots.values()].map(async ({ url, ...slot }) => ({
      ...slot,
      versions: await repositories.open(url).versions(slot.dependency.name, '*'),
    })),
  );
}

/** The range that a stack.yaml gives for an addon's folder. */
function findBound(files: FileTree, folder: string): string | undefined {
  const file = findFile(files, 'stack.yaml');
  const ranges = file ? (parseStackFile(file.path, file.bytes).stack?.ranges ?? []) : [];
  return ranges.find((range) => `cluster-addon/${range.folder}` === folder)?.range;
}
