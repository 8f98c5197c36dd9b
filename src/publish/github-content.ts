import { isObject } from '../data.ts';
import { digestOf, digestOfFiles } from '../digest.ts';
import { ReleaseError } from '../errors.ts';
import type { GitHub, Release, ReleaseAsset } from '../github/index.ts';
import { parseJson } from '../json.ts';
import {
  formatOrigin,
  isAssetName,
  isReleaseSize,
  METADATA,
  type PublishedFile,
  parseOrigin,
  RELEASE_LIMITS,
  type ReleaseContent,
  type ReleaseOrigin,
} from '../release/index.ts';

/** A release's files with their digests, those of servers that state none included. */
export interface GitHubFiles {
  digestOf(asset: ReleaseAsset): Promise<string>;
  /** @throws ReleaseError `source-failed` when the bytes are not those that GitHub states the digest of */
  fetch(asset: ReleaseAsset): Promise<Buffer>;
}

/** Downloads each file once at most. */
export function createGitHubFiles(github: GitHub): GitHubFiles {
  const fetched = new Map<number, Promise<Buffer>>();
  const fetch = (asset: ReleaseAsset): Promise<Buffer> => {
    const bytes = fetched.get(asset.id) ?? download(github, asset);
    fetched.set(asset.id, bytes);
    return bytes;
  };
  return { fetch, digestOf: async (asset) => asset.digest ?? digestOf(await fetch(asset)) };
}

async function download(github: GitHub, asset: ReleaseAsset): Promise<Buffer> {
  const bytes = await github.download(asset);
  if (asset.digest === undefined || asset.digest === digestOf(bytes)) return bytes;
  throw new ReleaseError('source-failed', `${github.slug}: ${asset.name} has other bytes than GitHub's digest ${asset.digest} says`);
}

/** The files of a published release. */
export async function readFiles(
  files: GitHubFiles,
  { tag, assets }: Release,
): Promise<(PublishedFile & { readonly asset: ReleaseAsset })[]> {
  const uploaded = assets.filter(({ isUploaded }) => isUploaded);
  const foreign = uploaded.find(({ name }) => !isAssetName(name));
  if (foreign !== undefined || !uploaded.some(({ name }) => name === METADATA)) {
    const why = foreign === undefined ? `no ${METADATA}` : `a file ${JSON.stringify(foreign.name)}`;
    throw new ReleaseError('not-a-release', `the release ${tag} has ${why}. CSO cannot read it: choose another version with --mode custom`);
  }
  if (!isReleaseSize(uploaded))
    throw new ReleaseError('not-a-release', `the release ${tag} has more files or bytes than a release: ${RELEASE_LIMITS}`);
  return Promise.all(uploaded.map(async (asset) => ({ name: asset.name, digest: await files.digestOf(asset), size: asset.size, asset })));
}

const MARK = /<!-- (content sha256:[0-9a-f]{64} at [\w./-]+) -->/;
/** GitHub refuses longer ones. */
const LONGEST_BODY = 120_000;

/** The mark of a draft: the files that it is made for, and the commit that its tag will be at. */
export function formatMark(release: ReleaseContent, commit = 'HEAD'): string {
  return `content ${digestOfFiles(release.assets)} at ${commit}`;
}

/** The notes, and unseen in them what the release is made for. */
export function formatBody(notes: string, mark: string): string {
  return `${notes.slice(0, LONGEST_BODY)}\n\n<!-- ${mark} -->\n`;
}

/** A draft's mark; undefined for a draft that is not ours. */
export function readMark(draft: Release): string | undefined {
  return MARK.exec(draft.body)?.[1];
}

/** A release's notes in Markdown: what it is, and where it comes from. */
export function formatNotes({ name, kubernetes, assets, provenance, origin, notes }: ReleaseContent, workflowRun?: string): string {
  const { commit, repository, tool, dirty } = provenance ?? {};
  const at = repository?.startsWith('https://') ? `[\`${commit}\`](${repository}/commit/${commit})` : `\`${commit}\``;
  const lines = [
    ...describeOrigin(origin),
    ...(commit === undefined ? [] : [`- built from ${at}${dirty ? ' and changes that were not committed' : ''}`]),
    ...(tool ? [`- made by ${tool}`] : []),
    ...(workflowRun === undefined ? [] : [`- published by [this workflow run](${workflowRun})`]),
  ];
  const rows = assets.map(({ name: file, digest }) => `| \`${file}\` | \`${digest}\` |`);
  return [
    `Cluster stack release \`${name}\` for Kubernetes ${kubernetes}.`,
    '',
    ...(lines.length > 0 ? [...lines, ''] : []),
    ...(notes === undefined ? [] : [notes.trim(), '', '### Files', '']),
    '| file | digest |',
    '|---|---|',
    ...rows,
    ...(origin === undefined ? [] : ['', `<!-- origin ${JSON.stringify(formatOrigin(origin))} -->`]),
  ].join('\n');
}

function describeOrigin(origin: ReleaseOrigin | undefined): string[] {
  switch (origin?.kind) {
    case 'revert':
      return [`- the content of \`${origin.release}\` again, in place of \`${origin.from}\``];
    case 'promotion':
      return [`- the content of \`${origin.release}\`, on another channel`];
    case undefined:
      return [];
  }
}

/** The origin that a release's notes were given, unseen in them. */
export function readOrigin(notes: string): ReleaseOrigin | undefined {
  const data = parseJson(/<!-- origin (\{[^<>]{1,2000}\}) -->/.exec(notes)?.[1] ?? '');
  if (!isObject(data)) return undefined;
  return parseOrigin(Object.fromEntries(Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string')));
}
