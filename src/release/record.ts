import { join } from 'node:path';
import { isObject } from '../data.ts';
import { ReleaseError } from '../errors.ts';
import { readFile, TREE_LIMITS } from '../files/index.ts';
import { type Finding, isRefused } from '../finding.ts';
import { parseJson } from '../json.ts';
import { formatJson } from '../text.ts';
import { formatVersion } from '../version/index.ts';
import { isAssetName, type ReleaseContent } from './asset.ts';
import type { ReleaseOrigin } from './origin.ts';
import type { Provenance } from './provenance.ts';

/** The record that a build writes beside a release directory: `publish` sends these files and no others. */
export interface BuildRecord {
  readonly schemaVersion: 1;
  readonly release: string;
  /** The line, `openstack-scs-1-32`. */
  readonly stack: string;
  readonly kubernetes: string;
  readonly versions: { readonly clusterStack: string; readonly clusterAddon: string; readonly nodeImage: string };
  readonly assets: readonly RecordedAsset[];
  readonly findings: readonly Finding[];
  readonly waivers: readonly Finding[];
  readonly provenance: { readonly directory: string; readonly tool: string } & Partial<Provenance>;
  /** Missing for a release that has no other's content. */
  readonly origin?: ReleaseOrigin;
}

interface RecordedAsset {
  readonly name: string;
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

export interface RecordInput {
  readonly release: ReleaseContent;
  readonly stack: string;
  readonly directory: string;
  readonly findings: readonly Finding[];
  /** `clusterstack 0.1.0` */
  readonly tool: string;
}

export function createRecord({ release, stack, directory, findings, tool }: RecordInput): BuildRecord {
  const { clusterStack, clusterAddon, nodeImage } = release.versions;
  return {
    schemaVersion: 1,
    release: release.name,
    stack,
    kubernetes: release.kubernetes,
    versions: {
      clusterStack: formatVersion(clusterStack),
      clusterAddon: formatVersion(clusterAddon),
      nodeImage: formatVersion(nodeImage),
    },
    assets: release.assets.map(({ name, mediaType, digest, bytes }) => ({ name, mediaType, digest, size: bytes.length })),
    findings,
    waivers: findings.filter(({ waived }) => waived),
    provenance: { directory, tool, ...release.provenance },
    ...(release.origin && { origin: release.origin }),
  };
}

/** `.release/<release>.json` */
export function recordFile(output: string, release: string): string {
  return join(output, `${release}.json`);
}

export function formatRecord(record: BuildRecord): string {
  return `${formatJson(record, 2)}\n`;
}

/** @throws ReleaseError `invalid-record` */
export function parseRecord(text: string, file: string): BuildRecord {
  const invalid = (why: string) => new ReleaseError('invalid-record', `${file} ${why}; build the release again with: clusterstack build`);
  const data = parseJson(text);
  if (data === undefined) throw invalid('is not JSON');
  if (!isObject(data) || data['schemaVersion'] !== 1) throw invalid('is not a build record of this version of clusterstack');
  const { release, assets, findings, provenance } = data;
  if (typeof release !== 'string' || !Array.isArray(assets) || !Array.isArray(findings)) throw invalid('lacks release, assets or findings');
  if (!findings.every(isObject) || !isObject(provenance) || typeof provenance['directory'] !== 'string')
    throw invalid('has malformed findings or provenance');
  for (const asset of assets as readonly unknown[]) {
    if (!isObject(asset) || typeof asset['name'] !== 'string' || typeof asset['digest'] !== 'string')
      throw invalid('has an asset without name or digest');
    if (!isAssetName(asset['name'])) throw invalid(`names ${JSON.stringify(asset['name'])}, which is not a plain file name`);
  }
  const names = new Set(assets.map(({ name }: RecordedAsset) => name));
  if (names.size !== assets.length) throw invalid('names a file twice');
  return data as unknown as BuildRecord;
}

/** A record, or undefined for anything else. */
export function tryParseRecord(bytes: Buffer, file: string): BuildRecord | undefined {
  try {
    return parseRecord(bytes.toString('utf8'), file);
  } catch (error) {
    if (error instanceof ReleaseError) return undefined;
    throw error;
  }
}

/** The record of a release in a file; undefined where that is missing, is none, or is of another release. */
export function readRecord(file: string, release: string): BuildRecord | undefined {
  const read = readFile(file, { limit: TREE_LIMITS.fileBytes, links: 'refuse' });
  const record = read.kind === 'read' ? tryParseRecord(read.bytes, file) : undefined;
  return record?.release === release ? record : undefined;
}

/** Only what was made in a repository has a commit. */
export function provenanceOf(record: BuildRecord): Provenance | undefined {
  const { commit, repository, created, tool = '', dirty } = record.provenance;
  return commit === undefined ? undefined : { commit, repository, created, tool, dirty };
}

/** @throws ReleaseError `check-refused` when the build went past what the check refuses */
export function requireAccepted(record: BuildRecord): void {
  if (!isRefused(record.findings)) return;
  const codes = [...new Set(record.findings.filter(({ verdict, waived }) => verdict === 'refuse' && !waived).map(({ code }) => code))];
  throw new ReleaseError(
    'check-refused',
    `${record.release} was built although the check refuses it (${codes.join(', ')}); it can be inspected, not published`,
  );
}
