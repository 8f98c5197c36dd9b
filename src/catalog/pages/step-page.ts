import type { UpgradeEdge } from '../../lifecycle/index.ts';
import { formatCount } from '../../text.ts';
import { formatMinor } from '../../version/index.ts';
import type { SiteContent, SiteRelease } from '../model.ts';
import { type Block, code, type Inline, type Page, type Row, strong, type Tone, tag } from '../page.ts';
import { HOME, linePathOf, releasePath, stackOf, stackPath, stepPath } from '../paths.ts';
import { listEffectBlocks } from './effect-table.ts';
import { describeReason, releaseLink } from './words.ts';

/** Rows of a page, so that it stays one; `upgrades --json` has all. */
const MOST_EFFECTS = 200;

export interface StepPageInput {
  readonly site: string;
  readonly edge: UpgradeEdge;
  readonly from: SiteRelease;
  readonly to: SiteRelease;
  /** Undefined where one of them could not be read. */
  readonly contents: { readonly from: SiteContent; readonly to: SiteContent } | undefined;
}

/** What clusters live through on the way from one release to another. */
export function createStepPage({ site, edge, from, to, contents }: StepPageInput): Page {
  const { verdict, reasons, effects, summary, patch } = edge;
  const blocks: Block[] = [
    { kind: 'notice', tone: verdict === 'ok' ? 'good' : verdict === 'conditional' ? 'warn' : 'bad', content: sayVerdict(edge) },
    ...(reasons.length === 0
      ? []
      : ([
          { kind: 'heading', level: 2, id: 'reasons', text: verdict === 'refused' ? 'What stands against it' : 'What to look at first' },
          { kind: 'list', items: reasons.map(describeReason) },
        ] as const)),
    { kind: 'heading', level: 2, id: 'versions', text: 'Versions' },
    versionTable(contents),
    { kind: 'heading', level: 2, id: 'effects', text: 'What clusters live through' },
    ...(effects.length === 0
      ? [{ kind: 'paragraph', content: ['Nothing happens to clusters.'] } as const]
      : listEffectBlocks(effects, MOST_EFFECTS)),
  ];
  if (patch !== undefined && verdict !== 'refused') {
    blocks.push(
      { kind: 'heading', level: 2, id: 'apply', text: 'Do it' },
      {
        kind: 'paragraph',
        content: [
          'Patch the Cluster, in the version of its API that you use: ',
          code('kubectl patch cluster NAME -n NAMESPACE --type merge --patch-file FILE'),
        ],
      },
      { kind: 'code', id: 'patch-v1beta1', label: 'Merge patch, cluster.x-k8s.io/v1beta1', language: 'yaml', text: patch.v1beta1 },
      { kind: 'code', id: 'patch-v1beta2', label: 'Merge patch, cluster.x-k8s.io/v1beta2', language: 'yaml', text: patch.v1beta2 },
    );
  }
  return {
    path: stepPath(edge),
    title: `${edge.from} → ${edge.to}`,
    lead: [summary || 'What happens is not known: a release could not be read.'],
    trail: [
      { to: HOME, text: site },
      { to: stackPath(stackOf(to.name)), text: stackOf(to.name) },
      { to: linePathOf(to.name), text: formatMinor(to.name.line.kubernetes) },
      { to: releasePath(to.release), text: to.release },
    ],
    feed: `${linePathOf(to.name)}.atom`,
    blocks: [{ kind: 'paragraph', content: ['From ', releaseLink(from.release), ' to ', releaseLink(to.release), '.'] }, ...blocks],
  };
}

function sayVerdict({ verdict, reasons }: UpgradeEdge): readonly Inline[] {
  switch (verdict) {
    case 'ok':
      return [strong('Nothing stands against this step.')];
    case 'conditional':
      return [strong('This step can be done'), `, after a look at ${formatCount(reasons.length, 'point')}.`];
    case 'refused':
      return [
        strong('This step is refused'),
        `: ${formatCount(reasons.filter((reason) => reason.verdict === 'refuse').length, 'reason')}.`,
      ];
  }
}

function versionTable(contents: StepPageInput['contents']): Block {
  if (contents === undefined) return { kind: 'paragraph', content: ['A release could not be read, so its versions are not known.'] };
  const charts = ({ kubernetes, addons }: SiteContent) =>
    new Map([
      ['Kubernetes', kubernetes],
      ...addons.flatMap(({ name, charts: list }) => list.map((chart) => [`${name} / ${chart.name}`, chart.version] as const)),
    ]);
  const [before, after] = [charts(contents.from), charts(contents.to)];
  const rows = [...new Set([...before.keys(), ...after.keys()])].map((name): Row => {
    const [old, young] = [before.get(name), after.get(name)];
    const what: readonly [string, Tone] =
      old === undefined ? ['new', 'good'] : young === undefined ? ['gone', 'bad'] : old === young ? ['same', 'quiet'] : ['changed', 'warn'];
    return { cells: [[name], old === undefined ? ['–'] : [code(old)], young === undefined ? ['–'] : [code(young)], [tag(...what)]] };
  });
  return {
    kind: 'table',
    id: 'versions-table',
    caption: 'Kubernetes and the charts of addons',
    columns: ['Part', 'Before', 'After', 'Change'],
    rows,
  };
}
