import { groupBy } from '../../group-by.ts';
import { formatCount } from '../../text.ts';
import type { SiteLine } from '../group-releases.ts';
import type { SiteRelease } from '../model.ts';
import { date, file, type Page, page } from '../page.ts';
import { HOME, linePath, stackPath } from '../paths.ts';
import { releaseTable } from './release-table.ts';
import { releaseLink, stateTag } from './words.ts';

/** All releases of a line, by year. */
export function createLinePage(site: string, { line, stack, minor, endOfLife, releases, newest }: SiteLine): Page {
  const years = groupBy(
    releases.toSorted((a, b) => compareYears(yearOf(a), yearOf(b))),
    yearOf,
  );
  return {
    path: linePath(line),
    title: line,
    lead: [
      `${formatCount(releases.length, 'release')} of ${stack} for Kubernetes ${minor}`,
      ...(endOfLife === undefined ? [''] : [', which Kubernetes supports until ', ...date(endOfLife)]),
      '. ',
      ...(newest === undefined ? ['None is on offer.'] : ['The newest is ', releaseLink(newest.release), ' ', stateTag(newest.state)]),
    ],
    trail: [
      { to: HOME, text: site },
      { to: stackPath(stack), text: stack },
    ],
    feed: `${linePath(line)}.atom`,
    blocks: [
      {
        kind: 'paragraph',
        content: [
          page(stackPath(stack), 'Upgrade paths'),
          ' · ',
          file(`${linePath(line)}.atom`, 'feed of this line'),
          ' · badge: ',
          file(`${linePath(line)}.svg`, 'SVG'),
          ', ',
          file(`${linePath(line)}.badge.json`, 'JSON for shields'),
        ],
      },
      ...[...years].flatMap(([year, members]) => [
        { kind: 'heading', level: 2, id: `from-${year}`, text: year === UNDATED ? 'Without a date' : year } as const,
        releaseTable(`releases-${year}`, `Releases of ${line}${year === UNDATED ? ' that tell no date' : ` made in ${year}`}`, members),
      ]),
    ],
  };
}

/** Releases say when their commit was made, or nothing. */
const UNDATED = 'undated';

export function yearOf({ date: made }: SiteRelease): string {
  return /^\d{4}(?=-)/.exec(made ?? '')?.[0] ?? UNDATED;
}

/** The newest first, those without at the end. */
function compareYears(a: string, b: string): number {
  if (a === b) return 0;
  return a === UNDATED || (b !== UNDATED && a < b) ? 1 : -1;
}
