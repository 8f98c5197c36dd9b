import { readArchive } from '../../chart/index.ts';
import type { TreeFile } from '../../files/index.ts';
import { type Asset, type ReleaseContent, STAGES } from '../../release/index.ts';

/** A file of a release, in archives and in archives in them. */
export interface ReleaseFile {
  /** Equal for the same file of both releases: without the versions in the names of archives. */
  readonly key: string;
  /** `cluster-addon/cni/charts/cilium-1.17.4.tgz/cilium/values.yaml` */
  readonly path: string;
  /** The same without the archive that it lies in. */
  readonly name: string;
  /** The chart that it belongs to: an addon, `cluster-class`, or undefined. */
  readonly part: string | undefined;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** A file that differs, or that one release has. */
export interface FilePair {
  readonly before: ReleaseFile | undefined;
  readonly after: ReleaseFile | undefined;
}

/** The part of a single-stage stack's one chart. */
export const ONE_ADDON = 'cluster-addon';

/** No chart nests deeper; deeper archives are compared as files. */
const DEEPEST = 4;

/** Bytes of archives in archives that are looked into, unpacked. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * The files in which two releases differ, sorted by path. Archives are looked into only where they differ.
 * @throws ReleaseError `invalid-archive`
 */
export async function listChangedFiles(before: ReleaseContent, after: ReleaseContent): Promise<readonly FilePair[]> {
  const [old, now] = [indexAssets(before), indexAssets(after)];
  const found: FilePair[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [from, to] = [old.get(key), now.get(key)];
    if (from?.digest === to?.digest) continue;
    const files = [from && (await unpackAsset(key, from, isMultiStage(before))), to && (await unpackAsset(key, to, isMultiStage(after)))];
    found.push(...(await pairFiles(files[0] ?? [], files[1] ?? [], 0, { bytes: MOST_BYTES })));
  }
  return found.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
}

export function pathOf({ before, after }: FilePair): string {
  return (after ?? before)?.path ?? '';
}

function isMultiStage({ assets }: ReleaseContent): boolean {
  return assets.some(({ name }) => name === STAGES);
}

/** The part that an archive's files belong to, where they are one chart. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['cluster-class', 'cluster-class'],
  ['cluster-addon', ONE_ADDON],
]);

const ARCHIVE = /-(cluster-class|cluster-addon|node-image)-[^/]*\.tgz$/;

/** By name, archives by what they hold. */
function indexAssets({ assets }: ReleaseContent): ReadonlyMap<string, Asset> {
  return new Map(assets.map((asset) => [ARCHIVE.exec(asset.name)?.[1] ?? asset.name, asset]));
}

async function unpackAsset(key: string, { name, bytes, digest }: Asset, multiStage: boolean): Promise<ReleaseFile[]> {
  if (!ARCHIVE.test(name)) return [{ key: name, path: name, name, part: undefined, bytes, sha256: digest.slice('sha256:'.length) }];
  const isAddons = key === 'cluster-addon' && multiStage;
  const files = await readArchive(name, bytes, undefined, isAddons ? 'cso' : 'helm');
  return files.map(({ path, bytes, sha256 }) => {
    // Its one folder is named after the chart.
    const inside = `${key}/${isAddons ? path : path.slice(path.indexOf('/') + 1)}`;
    return { key: inside, path: inside, name: inside, part: isAddons ? /^[^/]+(?=\/)/.exec(path)?.[0] : PARTS.get(key), bytes, sha256 };
  });
}

const NESTED = /^(.*\/charts\/)([^/]+)\.tgz$/;

async function pairFiles(
  before: readonly ReleaseFile[],
  after: readonly ReleaseFile[],
  depth: number,
  budget: { bytes: number },
): Promise<FilePair[]> {
  const [old, now] = [indexFiles(before), indexFiles(after)];
  const found: FilePair[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [from, to] = [old.get(key), now.get(key)];
    if (from?.sha256 === to?.sha256 && from?.name === to?.name) continue;
    found.push({ before: from, after: to });
    if (!NESTED.test(key) || from === undefined || to === undefined || depth === DEEPEST || from.sha256 === to.sha256) continue;
    const [inner, outer] = [await unpackNested(key, from, budget), await unpackNested(key, to, budget)];
    if (inner !== undefined && outer !== undefined) found.push(...(await pairFiles(inner, outer, depth + 1, budget)));
  }
  return found;
}

/** Archives by the chart's name, unless there are two of it. */
function indexFiles(files: readonly ReleaseFile[]): ReadonlyMap<string, ReleaseFile> {
  const found = new Map<string, ReleaseFile>();
  for (const file of files) {
    const key = file.key.replace(NESTED, nameArchive);
    found.set(found.has(key) ? file.key : key, file);
  }
  return found;
}

/** `charts/cilium.tgz` of `charts/cilium-1.17.4.tgz` */
function nameArchive(_: string, folder: string, name: string): string {
  return `${folder}${name.replace(/-v?\d+(?:\.[\w+-]+)+$/, '')}.tgz`;
}

/** The files of a chart in a chart; undefined for an archive that Helm could not read, which other rules say. */
async function unpackNested(key: string, file: ReleaseFile, budget: { bytes: number }): Promise<ReleaseFile[] | undefined> {
  if (budget.bytes <= 0) return undefined;
  const files: readonly TreeFile[] | undefined = await readArchive(file.path, file.bytes, undefined, 'helm').catch(() => undefined);
  if (files === undefined) return undefined;
  budget.bytes -= files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return files.map(({ path, bytes, sha256 }) => ({
    key: `${key.replace(/\.tgz$/, '')}/${path.slice(path.indexOf('/') + 1)}`,
    path: `${file.path}/${path}`,
    name: path,
    part: file.part,
    bytes,
    sha256,
  }));
}
