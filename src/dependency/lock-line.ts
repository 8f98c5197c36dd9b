import { type Dependency, readChart } from '../chart/index.ts';
import { ReleaseError } from '../errors.ts';
import type { Stack } from '../stack/index.ts';
import { hasSecret } from '../text.ts';
import type { DependencyTools } from './create-vendor.ts';
import { listChartInputs } from './list-chart-inputs.ts';
import type { LockedDependency, LockedLine } from './lock.ts';
import { packFolder } from './pack-folder.ts';
import { meets, resolveDependency } from './resolve.ts';
import { findOwn, listVendored } from './vendor-chart.ts';

const SECRET_ADVICE =
  'the URL of its repository holds a secret, which the lock would publish; store it with: helm repo add NAME URL, and write repository: "@NAME"';

/**
 * A lock's part about a line's dependencies. Entries of versions that stay are kept, digest and all: whether a chart
 * was republished shows when it is built.
 * @param choose the version to take, where one was chosen
 */
export async function lockLine(
  stack: Stack,
  old: LockedLine | undefined,
  choose: (folder: string, dependency: Dependency) => string | undefined,
  tools: DependencyTools,
): Promise<LockedDependency[]> {
  const locked: LockedDependency[] = [];
  for (const { path, folder, files, places } of listChartInputs(stack)) {
    const chart = await readChart(path, files, { places });
    for (const dependency of chart?.dependencies ?? []) {
      if (chart === undefined || findOwn(chart, dependency)) continue;
      const { name, alias, repository } = dependency;
      if (hasSecret(repository)) throw new ReleaseError('check-refused', `${name} in ${folder}: ${SECRET_ADVICE}`);
      const pinned = choose(folder, dependency);
      const kept = old?.dependencies.find(
        (one) => one.folder === folder && one.name === name && one.alias === alias && meets(one.version, dependency),
      );
      const isSame = kept?.repository === tools.repositories.locate(repository) && (pinned === undefined || kept?.version === pinned);
      if (kept !== undefined && isSame && !repository.startsWith('file://')) {
        locked.push(kept);
        continue;
      }
      const vendored = listVendored(chart).filter(({ version }) => pinned === undefined || version === pinned);
      const pack = (url: string, wanted: string) => packFolder(stack, folder, url, wanted);
      const found = await resolveDependency({ folder, dependency, vendored, pinned }, { ...tools, pack });
      if (found === undefined) throw new ReleaseError('dependency', `${name} in ${folder} is not downloaded, and nothing may be fetched`);
      locked.push(found);
    }
  }
  return locked;
}
