import { basename, dirname, join, resolve } from 'node:path';
import { type ExpectedChart, findChartProblem, readArchive } from '../chart/index.ts';
import { isObject } from '../data.ts';
import { ReleaseError } from '../errors.ts';
import { leadsOut, readFile, TREE_LIMITS } from '../files/index.ts';
import { formatLine, formatVersion, requireReleaseName } from '../version/index.ts';
import {
  ADDON_VALUES,
  type Asset,
  createAsset,
  HASHES,
  METADATA,
  NODE_IMAGES,
  nameArchives,
  type ReleaseContent,
  STAGES,
} from './asset.ts';
import { parseMetadata } from './metadata.ts';
import { formatOrigin, parseOrigin, type ReleaseOrigin } from './origin.ts';
import { type BuildRecord, parseRecord, provenanceOf, recordFile, requireAccepted } from './record.ts';

/**
 * Reads a release directory that `build` made, and holds it against its record and against what CSO reads.
 * Files that the record does not name are left alone.
 *
 * @throws ReleaseError `invalid-record`, `release-changed`, `check-refused` and what the content's own checks throw
 */
export async function readRelease(directory: string): Promise<{ readonly release: ReleaseContent; readonly record: BuildRecord }> {
  // Resolved, so that `.` has a name too.
  const name = basename(resolve(directory));
  if (leadsOut(directory)) {
    throw new ReleaseError('release-changed', `${directory} leads out of the repository through a symbolic link; build the release again`);
  }
  const file = recordFile(dirname(resolve(directory)), name);
  const record = parseRecord(readBounded(file, `${directory} has no build record ${basename(file)} beside it`).toString('utf8'), file);
  if (record.release !== name) {
    throw new ReleaseError(
      'release-changed',
      `${file} is the record of ${record.release}, not of ${name}; a release's directory must keep its name`,
    );
  }
  requireAccepted(record);
  const assets: Asset[] = [];
  for (const recorded of record.assets) {
    const bytes = readBounded(join(directory, recorded.name), `${directory} lacks ${recorded.name}`);
    const asset = createKnownAsset(recorded.name, bytes, directory);
    if (asset.digest !== recorded.digest) {
      throw new ReleaseError(
        'release-changed',
        `${join(directory, recorded.name)} is ${asset.digest}, the build made ${recorded.digest}; build the release again`,
      );
    }
    assets.push(asset);
  }
  return { release: { ...(await parseRelease(name, assets)), provenance: provenanceOf(record), origin: readOrigin(record) }, record };
}

/** As it would be read back from where it is published: a record may have been written by anybody. */
function readOrigin({ origin }: BuildRecord): ReleaseOrigin | undefined {
  return isObject(origin) ? parseOrigin(formatOrigin(origin)) : undefined;
}

function createKnownAsset(name: string, bytes: Buffer, directory: string): Asset {
  const known = name.endsWith('.tgz') || [METADATA, HASHES, STAGES, ADDON_VALUES, NODE_IMAGES].includes(name);
  if (!known) throw new ReleaseError('invalid-record', `the record of ${directory} names ${name}, which is not a file of a release`);
  return createAsset(name, bytes);
}

/**
 * Holds a release's files against each other, as CSO would read them: metadata, file names, and the charts
 * inside the archives.
 */
export async function parseRelease(name: string, assets: readonly Asset[]): Promise<ReleaseContent> {
  const { line, version } = requireReleaseName(name);
  const find = (file: string): Asset => {
    const asset = assets.find((candidate) => candidate.name === file);
    if (asset === undefined) throw new ReleaseError('not-a-release', `${name} has no ${file}; CSO cannot read it`);
    return asset;
  };
  const metadata = parseMetadata(find(METADATA).bytes, `${name}/${METADATA}`);
  const stackVersion = formatVersion(metadata.versions.clusterStack);
  if (stackVersion !== formatVersion(version)) {
    throw new ReleaseError('invalid-metadata', `${name}/${METADATA} is for version ${stackVersion}`);
  }
  find(HASHES);
  const archives = nameArchives(line, metadata.versions);
  const classChart = `${formatLine(line)}-cluster-class`;
  const addonChart = `${formatLine(line)}-cluster-addon`;
  const addonVersion = formatVersion(metadata.versions.clusterAddon);
  await requireChart(find(archives.clusterClass), { name: classChart, version: stackVersion });
  const addon = find(archives.clusterAddon);
  if (assets.some((asset) => asset.name === STAGES)) await readArchive(addon.name, addon.bytes);
  else {
    find(ADDON_VALUES);
    await requireChart(addon, { name: addonChart, version: addonVersion });
  }
  return { name, kubernetes: metadata.kubernetes, versions: metadata.versions, assets };
}

async function requireChart(asset: Asset, expected: ExpectedChart): Promise<void> {
  const problem = findChartProblem(await readArchive(asset.name, asset.bytes), expected);
  if (problem !== undefined) throw new ReleaseError('invalid-archive', `${asset.name} ${problem}; CSO cannot use it`);
}

function readBounded(path: string, missing: string): Buffer {
  const read = readFile(path, { limit: TREE_LIMITS.fileBytes, links: 'refuse' });
  switch (read.kind) {
    case 'read':
      return read.bytes;
    case 'missing':
      throw new ReleaseError('release-changed', `${missing}; build it first with: clusterstack build`);
    case 'link':
    case 'not-regular':
      throw new ReleaseError('release-changed', `${path} ${read.why}; build the release again`);
    case 'too-large':
    case 'unreadable':
      throw new ReleaseError(read.kind, `${path} ${read.why}`);
  }
}
