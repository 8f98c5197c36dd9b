import { formatCount } from '../../text.ts';
import { formatVersion, requireReleaseName } from '../../version/index.ts';
import type { SiteStack } from '../group-releases.ts';
import type { SiteRelease, SiteStep } from '../model.ts';
import { type Graph, type GraphNode, type Inline, type Page, page, type Row } from '../page.ts';
import { HOME, linePath, releasePath, stackPath } from '../paths.ts';
import { shortName, stepLink, toneOf, verdictTag, verdictTone } from './words.ts';

/** Columns and rows that a drawing has, the newest: larger ones show nothing more. */
const MOST_COLUMNS = 6;
const MOST_ROWS = 16;
/** Rows of the table; `graph.json` has all. */
const MOST_STEPS = 400;

/** Where clusters of a stack may go: a drawing, and the same as a table. */
export function createStackPage(site: string, { stack, lines }: SiteStack, steps: readonly SiteStep[]): Page {
  const columns = lines.slice(0, MOST_COLUMNS).toReversed();
  const nodes = new Map(
    columns.flatMap(({ releases }, column) =>
      releases.slice(0, MOST_ROWS).map((release, row) => [release.release, createNode(release, column, row)] as const),
    ),
  );
  const drawn = steps.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  const isAll = drawn.length === steps.length;
  const graph: Graph = {
    id: 'graph',
    title: `Upgrade paths of ${stack}`,
    description: `${formatCount(nodes.size, 'release')} in ${formatCount(columns.length, 'column')}, one for each Kubernetes minor, the newest on top, and ${formatCount(drawn.length, 'step')} between them. The table below tells the same.`,
    columns: columns.map(({ minor }) => `Kubernetes ${minor}`),
    nodes: [...nodes.values()],
    edges: drawn.flatMap(({ from, to, verdict }) => {
      const [start, end] = [nodes.get(from), nodes.get(to)];
      return start === undefined || end === undefined
        ? []
        : [{ from: start, to: end, tone: verdictTone(verdict), title: `${from} → ${to}: ${verdict}` }];
    }),
  };
  const shown = steps.toReversed().slice(0, MOST_STEPS);
  return {
    path: stackPath(stack),
    title: stack,
    lead: [
      `Where clusters of ${stack} may go: from each release to the one after it, to the newest of its line, and to the newest of the next Kubernetes minor.`,
    ],
    trail: [{ to: HOME, text: site }],
    feed: 'feed.atom',
    blocks: [
      {
        kind: 'paragraph',
        content: lines.flatMap(({ line, minor }, index) => [index === 0 ? 'Lines: ' : ', ', page(linePath(line), `Kubernetes ${minor}`)]),
      },
      { kind: 'heading', level: 2, id: 'paths', text: 'Upgrade paths' },
      { kind: 'graph', graph },
      {
        kind: 'paragraph',
        content: [
          'A green line: ',
          verdictTag('ok'),
          '. Long dashes: ',
          verdictTag('conditional'),
          ', look at the reasons first. Dots: ',
          verdictTag('refused'),
          `.${isAll ? '' : ' Older releases are left out of the drawing.'}`,
        ],
      },
      {
        kind: 'table',
        id: 'steps',
        caption:
          shown.length < steps.length
            ? `The newest ${shown.length} of ${steps.length} steps; graph.json has all`
            : 'All steps, those of the newest releases first',
        columns: ['From', 'To', 'Verdict', 'What happens'],
        rows: shown.map(
          (step): Row => ({
            cells: [
              [shortLinkOf(step.from)],
              [shortLinkOf(step.to)],
              [verdictTag(step.verdict)],
              [step.summary || 'not known', ' ', stepLink(step, `More on ${short(step.from)} to ${short(step.to)}`)],
            ],
          }),
        ),
      },
    ],
  };
}

function short(release: string): string {
  return shortName(requireReleaseName(release));
}

function shortLinkOf(release: string): Inline {
  return page(releasePath(release), short(release));
}

function createNode(release: SiteRelease, column: number, row: number): GraphNode {
  const { name, state } = release;
  return {
    to: releasePath(release.release),
    label: formatVersion(name.version),
    title: `${release.release}: ${state.name === 'unknown' ? 'no state told' : state.name}`,
    column,
    row,
    tone: toneOf(state),
  };
}
