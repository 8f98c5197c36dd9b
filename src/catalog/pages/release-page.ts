import type { ErrorReport } from '../../errors.ts';
import { formatSize } from '../../format-size.ts';
import { resolveConsumption } from '../../report/index.ts';
import { formatCount } from '../../text.ts';
import { channelOf, formatClusterClassName, formatLine, formatMinor, formatVersion } from '../../version/index.ts';
import type { SiteContent, SiteRelease, SiteStep } from '../model.ts';
import { type Block, code, date, type Inline, type Page, page, type Row, strong, url } from '../page.ts';
import { HOME, linePathOf, releasePath, stackOf, stackPath } from '../paths.ts';
import { listEffectBlocks, stepLink } from './step-page.ts';
import { explainState, releaseLink, stateTag, toneOf, verdictTag } from './words.ts';

/** Effects of a step before its own page is named. */
const MOST_EFFECTS = 8;
/** Variables with long schemas, so that a page stays below 100 kB. */
const MOST_SCHEMA = 400;

export interface ReleasePageInput {
  readonly site: string;
  readonly release: SiteRelease;
  readonly content: SiteContent | { readonly error: ErrorReport };
  /** Steps that lead here, the nearest last, and those that lead on. */
  readonly incoming: readonly SiteStep[];
  readonly outgoing: readonly SiteStep[];
  /** The release of its line before it, whose clusters come here first. */
  readonly previous: string | undefined;
  readonly isKnown: (release: string) => boolean;
}

/** All about a release. */
export function createReleasePage(input: ReleasePageInput): Page {
  const { site, release, content } = input;
  const { name, state } = release;
  const stack = stackOf(name);
  const minor = formatMinor(name.line.kubernetes);
  const kubernetes = 'error' in content ? release.kubernetes : content.kubernetes;
  return {
    path: releasePath(release.release),
    title: release.release,
    lead: [
      `The cluster stack ${stack} for Kubernetes ${kubernetes ?? minor}, version ${formatVersion(name.version)}. `,
      stateTag(state),
      ...(release.isNewest ? [' the newest of its line'] : []),
    ],
    trail: [
      { to: HOME, text: site },
      { to: stackPath(stack), text: stack },
      { to: linePathOf(name), text: minor },
    ],
    feed: `${linePathOf(name)}.atom`,
    blocks: [
      ...(state.name === 'unknown' || state.name === 'supported' ? [] : [{ kind: 'notice', tone: toneOf(state), content: explainState(state, input.isKnown) } as const]),
      factsBlock(input, kubernetes),
      ...('error' in content
        ? [{ kind: 'notice', tone: 'bad', content: [strong('This release could not be read'), `: ${content.error.message}`] } as const]
        : [...useBlocks(release, content), ...contentBlocks(content), ...variableBlocks(content)]),
      ...incomingBlocks(input),
      ...outgoingBlocks(input),
      ...('error' in content ? [] : proofBlocks(release, content)),
    ],
  };
}

function factsBlock({ release, content, previous }: ReleasePageInput, kubernetes: string | undefined): Block {
  const { name, source, digest, endOfLife, alsoIn } = release;
  const { channel, note } = resolveConsumption(formatVersion(name.version));
  const commit = 'error' in content ? undefined : content.provenance;
  const items: readonly (readonly [string, readonly Inline[]])[] = [
    ['Kubernetes', kubernetes === undefined ? [] : [code(kubernetes)]],
    ['Released', date(release.date)],
    ['Kubernetes ends support', date(endOfLife)],
    ['Channel', [channelOf(name.version) === channel ? channel : channelOf(name.version), ` – ${note}`]],
    ['ClusterClass', [code(formatClusterClassName(name))]],
    ['Line', [page(linePathOf(name), formatLine(name.line))]],
    ['Before it', previous === undefined ? ['none: the first of its line'] : [releaseLink(previous)]],
    ['Source', [code(source), ...alsoIn.flatMap((other) => [', ', code(other)])]],
    ['Digest', digest === undefined ? [] : [code(digest)]],
    ['Commit', commit === undefined ? [] : [commitLink(commit), ...(commit.dirty ? [' with further changes'] : [])]],
  ];
  return { kind: 'facts', items: items.map(([term, value]) => [term, value.length === 0 ? ['not known'] : value]) };
}

function commitLink({ commit, repository }: NonNullable<SiteContent['provenance']>): Inline {
  const isOnGitHub = repository !== undefined && /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/.test(repository) && /^[0-9a-f]{7,64}$/.test(commit);
  return isOnGitHub ? url(`${repository}/commit/${commit}`, commit.slice(0, 12)) : code(commit.slice(0, 12));
}

function useBlocks({ source, name }: SiteRelease, { clusterStack, clusters, hasNodeImages }: SiteContent): readonly Block[] {
  const repository = source.startsWith('oci://') ? source.slice('oci://'.length) : undefined;
  return [
    { kind: 'heading', level: 2, id: 'use', text: 'Use it' },
    {
      kind: 'paragraph',
      content:
        repository === undefined
          ? ['The Cluster Stack Operator reads registries: it needs this release in one.']
          : ['The Cluster Stack Operator finds it with ', code(`OCI_REGISTRY=${repository.split('/')[0]}`), ' and ', code(`OCI_REPOSITORY=${repository}`), ' in its environment.'],
    },
    { kind: 'code', id: 'cluster-stack', label: 'ClusterStack, for the management cluster', language: 'yaml', text: clusterStack },
    ...(hasNodeImages ? [{ kind: 'paragraph', content: ['It brings node images: the provider’s own objects upload them.'] } as const] : []),
    { kind: 'code', id: 'cluster-v1beta1', label: `Cluster of class ${formatClusterClassName(name)}, cluster.x-k8s.io/v1beta1`, language: 'yaml', text: clusters.v1beta1 },
    {
      kind: 'details',
      summary: ['The same Cluster in cluster.x-k8s.io/v1beta2'],
      blocks: [{ kind: 'code', id: 'cluster-v1beta2', label: 'Cluster, cluster.x-k8s.io/v1beta2', language: 'yaml', text: clusters.v1beta2 }],
    },
  ];
}

function contentBlocks({ addons, files, workerClasses }: SiteContent): readonly Block[] {
  const rows = addons.flatMap(({ name, charts, hooks }) =>
    charts.map((chart, index): Row => ({
      cells: [[index === 0 ? name : `${name} (${index + 1})`], [chart.name], [code(chart.version)], chart.appVersion === undefined ? ['–'] : [code(chart.appVersion)], [hooks.length === 0 ? 'no stage applies it' : hooks.join(', ')]],
    })),
  );
  return [
    { kind: 'heading', level: 2, id: 'contents', text: 'What is in it' },
    { kind: 'table', id: 'addons', caption: `${formatCount(addons.length, 'addon')}, with the charts that they wrap`, columns: ['Addon', 'Chart', 'Version', 'Application', 'Applied'], rows },
    ...(workerClasses.length === 0 ? [] : [{ kind: 'paragraph', content: ['Worker classes: ', ...join(workerClasses.map(code)), '.'] } as const]),
    {
      kind: 'details',
      summary: [formatCount(files.length, 'file')],
      blocks: [
        {
          kind: 'table',
          id: 'files',
          caption: 'Files of the release',
          columns: ['File', 'Size', 'Digest'],
          rows: files.map(({ name, size, digest }) => ({ cells: [[name], [formatSize(size)], [code(digest)]] })),
        },
      ],
    },
  ];
}

function join(parts: readonly Inline[]): readonly Inline[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [', ', part]));
}

function variableBlocks({ variables }: SiteContent): readonly Block[] {
  const heading = { kind: 'heading', level: 2, id: 'variables', text: 'Variables' } as const;
  if (variables === undefined) return [heading, { kind: 'paragraph', content: ['The ClusterClass was not rendered, so its variables are not known.'] }];
  if (variables.length === 0) return [heading, { kind: 'paragraph', content: ['The ClusterClass has none.'] }];
  const rows = variables.map(
    ({ name, required, type, description, default: given, schema }): Row => ({
      id: `variable-${/^[\w.-]+$/.test(name) ? name : Buffer.from(name).toString('hex')}`,
      cells: [
        [code(name)],
        [type || '–', ...(required ? [' ', strong('required')] : [])],
        given === undefined ? ['–'] : [code(clip(given))],
        [description, ...(schema === '' ? [] : [...(description === '' ? [] : [' ']), code(clip(schema))])],
      ],
    }),
  );
  return [
    heading,
    { kind: 'table', id: 'variables-table', caption: `${formatCount(variables.length, 'variable')} of spec.topology.variables`, columns: ['Name', 'Type', 'Default', 'Meaning and schema'], rows },
  ];
}

function clip(text: string): string {
  return text.length > MOST_SCHEMA ? `${text.slice(0, MOST_SCHEMA)}…` : text;
}

function incomingBlocks({ incoming, previous, release }: ReleasePageInput): readonly Block[] {
  const heading = { kind: 'heading', level: 2, id: 'coming', text: 'Coming from earlier releases' } as const;
  if (incoming.length === 0) return [heading, { kind: 'paragraph', content: ['No release leads here.'] }];
  const nearest = incoming.find(({ from }) => from === previous);
  return [
    heading,
    ...(nearest === undefined
      ? []
      : [
          { kind: 'heading', level: 3, id: 'coming-previous', text: `From ${nearest.from}` } as const,
          { kind: 'paragraph', content: [verdictTag(nearest.verdict), ' ', nearest.summary, ' ', stepLink(nearest, `All from ${nearest.from}`), '.'] } as const,
          ...(nearest.effects.length === 0 ? [] : listEffectBlocks(nearest.effects, MOST_EFFECTS).slice(0, 1)),
        ]),
    stepTable('incoming', `Steps to ${release.release}`, incoming, ({ from }) => from),
  ];
}

function outgoingBlocks({ outgoing, release }: ReleasePageInput): readonly Block[] {
  const heading = { kind: 'heading', level: 2, id: 'next', text: 'Where to go from here' } as const;
  if (outgoing.length === 0) return [heading, { kind: 'paragraph', content: ['Nowhere yet: no later release follows.'] }];
  return [heading, stepTable('outgoing', `Steps from ${release.release}`, outgoing, ({ to }) => to)];
}

/** Steps with one end in common; `endOf` is the other. */
function stepTable(id: string, caption: string, steps: readonly SiteStep[], endOf: (step: SiteStep) => string): Block {
  const rows = steps.map((step): Row => ({
    cells: [[stepLink(step, endOf(step))], [verdictTag(step.verdict)], [step.summary || '–'], [step.reasons.length === 0 ? '–' : [...new Set(step.reasons.map((reason) => reason.code))].join(', ')]],
  }));
  return { kind: 'table', id, caption, columns: ['Release', 'Verdict', 'What happens', 'Why'], rows };
}

function proofBlocks({ source, release, digest }: SiteRelease, { provenance }: SiteContent): readonly Block[] {
  const reference = source.startsWith('github:') ? `${source}@${release}` : `${source}:${release}`;
  const slug = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)$/.exec(provenance?.repository ?? '')?.[1];
  const isAttestable = slug !== undefined && digest !== undefined && source.startsWith('oci://');
  return [
    { kind: 'heading', level: 2, id: 'proof', text: 'Prove it' },
    { kind: 'paragraph', content: [provenance === undefined ? 'The release names no commit that it was made from.' : `The release says that ${provenance.tool || 'an unnamed tool'} made it from commit ${provenance.commit}${provenance.repository === undefined ? '' : ` of ${provenance.repository}`}.`] },
    { kind: 'code', id: 'verify', label: 'Hold it against CSO’s contract and its own record', language: 'sh', text: `clusterstack verify ${quoteShell(reference)}\n` },
    ...(isAttestable
      ? [
          { kind: 'paragraph', content: ['Whether it is attested was not looked at; this tells it, and by which workflow:'] } as const,
          { kind: 'code', id: 'attestation', label: 'Attestation, with GitHub’s command', language: 'sh', text: `gh attestation verify oci://${source.slice('oci://'.length)}@${digest} --repo ${slug}\n` } as const,
        ]
      : [{ kind: 'paragraph', content: ['Nothing is known of an attestation.'] } as const]),
  ];
}

function quoteShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
