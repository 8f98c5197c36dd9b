import { cleanData, formatCount } from '../text.ts';
import type { CatalogReport } from './model.ts';

/** What became of a site, for people. */
export function formatCatalog(report: CatalogReport): string {
  const { output, releases, files, written, removed } = cleanData(report);
  const failed = releases.flatMap(({ release, error }) =>
    error === undefined ? [] : [`  ${release} could not be read: ${error.message}`],
  );
  const changes = [`${written.length} written`, ...(removed.length > 0 ? [`${removed.length} removed`] : [])].join(', ');
  return `${[`${output}: ${formatCount(releases.length, 'release')}, ${formatCount(files, 'file')}, ${changes}`, ...failed].join('\n')}\n`;
}
