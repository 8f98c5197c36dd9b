import { shortDigest } from '../format-size.ts';
import type { ListedRelease, ListReport } from '../lifecycle/index.ts';
import { formatTable } from './format-table.ts';

export type ListFormat = 'table' | 'wide' | 'name';

/** Stands for what is not known. */
const NOTHING = '-';

type Column = readonly [heading: string, cell: (release: ListedRelease) => string | undefined];

const COLUMNS: readonly Column[] = [
  ['RELEASE', ({ release }) => release],
  ['KUBERNETES', ({ kubernetes, error }) => error?.code ?? kubernetes],
  ['CHANNEL', ({ channel }) => channel],
  ['STATE', ({ state }) => state],
  ['END-OF-LIFE', ({ endOfLife }) => endOfLife],
  ['NEWEST', ({ newest }) => (newest ? 'yes' : 'no')],
  ['NEXT', ({ next }) => next.join(',')],
];

const WIDE: readonly Column[] = [
  ...COLUMNS,
  ['DATE', ({ date }) => date?.slice(0, 10)],
  ['COMMIT', ({ commit }) => commit?.slice(0, 12)],
  ['DIGEST', ({ digest }) => digest && shortDigest(digest)],
  ['READ-ON', ({ readOn }) => readOn],
  ['ADDONS', ({ addons }) => addons?.map(formatAddon).join(',')],
];

/** The releases of a source as a table, as `kubectl get` prints them: one a line, cut off nowhere; nothing where there are none. */
export function formatList({ releases }: ListReport, format: ListFormat): string {
  if (releases.length === 0) return '';
  if (format === 'name') return releases.map(({ release }) => `${release}\n`).join('');
  const columns = format === 'wide' ? WIDE : COLUMNS;
  const rows = releases.map((release) => columns.map(([, cell]) => cell(release) || NOTHING));
  return `${formatTable([columns.map(([heading]) => heading), ...rows]).join('\n')}\n`;
}

/** `cni=cilium:1.17.4`; a chart that is the addon itself is not named again. */
function formatAddon({ name, charts }: NonNullable<ListedRelease['addons']>[number]): string {
  return `${name}=${charts.map((chart) => (chart.name === name ? chart.version : `${chart.name}:${chart.version}`)).join('+')}`;
}
