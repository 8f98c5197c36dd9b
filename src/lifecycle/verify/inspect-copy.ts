import { isObject } from '../../data.ts';
import { parseJson } from '../../json.ts';
import { listManifestFields } from '../../publish/index.ts';
import { createAsset, HASHES, type Metadata, readRecorded } from '../../release/index.ts';
import { requireReleaseName } from '../../version/index.ts';
import { compareDigests, digestsOf } from './compare-digests.ts';
import { inspectFiles } from './inspect-files.ts';
import type { Copy } from './read-copy.ts';
import type { Difference } from './report.ts';

/** Holds one place's release against the contract of its consumers and against itself. */
export async function inspectCopy(copy: Copy): Promise<Difference[]> {
  const { published, files } = copy;
  const { differences, metadata } = await inspectFiles(requireReleaseName(published.name), files, copy.broken);
  return [...differences, ...inspectTitle(copy), ...inspectManifest(copy, metadata), ...inspectRecord(copy)];
}

/** CSO goes by the name of a release on GitHub, and not by its tag. */
function inspectTitle({ published: { url, name, title } }: Copy): Difference[] {
  return title === undefined || title === name
    ? []
    : [{ where: url, what: 'name of the release', expected: name, found: title || 'nothing' }];
}

function inspectManifest({ published, files }: Copy, metadata: Metadata | undefined): Difference[] {
  const { manifest, url, name } = published;
  if (manifest === undefined) return [];
  const where = `${url}:${name}`;
  const hashes = parseJson(files.get(HASHES) ?? '');
  const hash = isObject(hashes) && typeof hashes['clusterStack'] === 'string' ? hashes['clusterStack'].slice(0, 7) : undefined;
  const fields = listManifestFields(manifest, { kubernetes: metadata?.kubernetes, hash });
  const layers = [...files].map(([file, bytes]) => ({
    field: `media type of ${file}`,
    expected: createAsset(file, bytes).mediaType,
    found: manifest.mediaTypes.get(file) ?? 'nothing',
  }));
  return [...fields, ...layers]
    .filter(({ expected, found }) => expected !== found)
    .map(({ field, expected, found }) => ({ where, what: field, expected, found }));
}

/** A folder has no digests of its own but those that were written down beside it. */
function inspectRecord({ published: { url, name, files, manifest, title } }: Copy): Difference[] {
  const recorded = manifest === undefined && title === undefined ? readRecorded(url, name) : undefined;
  if (recorded === undefined) return [];
  return compareDigests(recorded, digestsOf(files), (file, expected, found) => ({
    where: `${url}: ${file}`,
    what: 'digest in its record',
    expected,
    found,
  }));
}
