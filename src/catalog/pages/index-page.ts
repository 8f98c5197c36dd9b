import type { ListedAddon } from '../../lifecycle/index.ts';
import { formatCount } from '../../text.ts';
import { formatVersion } from '../../version/index.ts';
import type { SiteLine, SiteStack } from '../group-releases.ts';
import { type Block, code, date, type Inline, type Page, page, type Row } from '../page.ts';
import { HOME, linePath, releasePath, stackPath } from '../paths.ts';
import { yearOf } from './line-page.ts';
import { releaseTable } from './release-table.ts';
import { stateTag } from './words.ts';

/** Releases of a line that the index has itself; older ones stand on the line's page, by year. */
const MOST_OF_LINE = 8;
/** Releases that the index has itself, of all lines: so that it stays small. */
const MOST_OF_ALL = 250;

export interface IndexPageInput {
  readonly title: string;
  readonly sources: readonly string[];
  readonly stacks: readonly SiteStack[];
  /** The addons of a release, where they are known. */
  readonly addonsOf: (release: string) => readonly ListedAddon[] | undefined;
}

/** Which stacks there are, by line and Kubernetes minor. */
export function createIndexPage({ title, sources, stacks, addonsOf }: IndexPageInput): Page {
  const lines = stacks.flatMap((stack) => stack.lines);
  const count = lines.reduce((sum, { releases }) => sum + releases.length, 0);
  const most = Math.max(1, Math.min(MOST_OF_LINE, Math.floor(MOST_OF_ALL / Math.max(1, lines.length))));
  return {
    path: HOME,
    title,
    lead: [
      `${formatCount(stacks.length, 'cluster stack')} in ${formatCount(lines.length, 'line')}, one for each Kubernetes minor, with ${formatCount(count, 'release')}. Each page tells what is in a release, how to use it, and what clusters live through that go there.`,
    ],
    trail: [],
    feed: 'feed.atom',
    blocks: [
      ...(count === 0 ? [{ kind: 'notice', tone: 'quiet', content: ['There are no releases yet.'] } as const] : []),
      ...stacks.flatMap((stack) => stackBlocks(stack, most, addonsOf)),
      { kind: 'heading', level: 2, id: 'sources', text: 'Where they are' },
      { kind: 'list', items: sources.map((source) => [code(source)]) },
    ],
  };
}

function stackBlocks({ stack, lines }: SiteStack, most: number, addonsOf: IndexPageInput['addonsOf']): readonly Block[] {
  return [
    { kind: 'heading', level: 2, id: stack, text: stack },
    {
      kind: 'paragraph',
      content: [page(stackPath(stack), `Upgrade paths of ${stack}`), ': where clusters may go, as a graph and as a table.'],
    },
    {
      kind: 'table',
      id: `${stack}-lines`,
      caption: `Lines of ${stack}, the newest Kubernetes first`,
      columns: ['Kubernetes', 'Newest release', 'State', 'Kubernetes ends support', 'Addons', 'Releases'],
      rows: lines.map((line) => lineRow(line, addonsOf)),
    },
    ...lines.map((line) => releasesOf(line, most)),
  ];
}

function lineRow({ line, minor, newest, endOfLife, releases }: SiteLine, addonsOf: IndexPageInput['addonsOf']): Row {
  const charts = newest === undefined ? [] : (addonsOf(newest.release)?.flatMap((addon) => addon.charts) ?? []);
  return {
    cells: [
      [page(linePath(line), minor)],
      newest === undefined
        ? ['none on offer']
        : [
            page(releasePath(newest.release), formatVersion(newest.name.version)),
            ...(newest.kubernetes === undefined ? [] : [' ', code(newest.kubernetes)]),
          ],
      newest === undefined ? [] : [stateTag(newest.state)],
      endOfLife === undefined ? ['not known'] : date(endOfLife),
      [charts.map(({ name, version }) => `${name} ${version}`).join(', ')],
      [page(linePath(line), String(releases.length))],
    ],
  };
}

function releasesOf({ line, stack, minor, releases }: SiteLine, most: number): Block {
  const shown = releases.slice(0, most);
  const older = releases.slice(most);
  const years = [...new Set(older.map(yearOf))];
  const links = years.flatMap((year, index): readonly Inline[] => [
    ...(index === 0 ? [] : [', ']),
    page(linePath(line), year, `from-${year}`),
  ]);
  return {
    kind: 'details',
    summary: [`${stack} for Kubernetes ${minor}: ${formatCount(releases.length, 'release')}`],
    blocks: [
      releaseTable(`${line}-releases`, older.length === 0 ? `All releases of ${line}` : `The newest releases of ${line}`, shown),
      ...(older.length === 0
        ? []
        : [{ kind: 'paragraph', content: [`${formatCount(older.length, 'older release')}: `, ...links, '.'] } as const]),
    ],
  };
}
