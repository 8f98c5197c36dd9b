import { isObject } from '../data.ts';
import { createFile, type FileTree, selectFolder, TREE_LIMITS, type TreeFile } from '../files/index.ts';
import type { Chart } from './chart.ts';
import { readArchive } from './read-archive.ts';
import { hashKey, type RenderCache } from './render-cache.ts';
import { type ChartUse, scanTemplates } from './scan-templates.ts';

/** The names that a chart's own templates use, and each chart in its `charts/`. */
export interface NestedUse {
  readonly own: ChartUse;
  /** By path; undefined for what cannot be read, which other rules say. */
  readonly subcharts: ReadonlyMap<string, ChartUse | undefined>;
}

/** Reads what charts use, archives once a content. */
export async function readUse(chart: Chart, cache?: RenderCache): Promise<NestedUse> {
  const own = scanTemplates(chart.files.filter(({ path }) => !path.startsWith('charts/')));
  const subcharts = new Map<string, ChartUse | undefined>();
  for (const { path, kind, sha256, content } of chart.subcharts) {
    // A chart that was too much to read is not read again.
    if (content.kind === 'unreadable') {
      subcharts.set(path, undefined);
      continue;
    }
    const file = chart.files.find((candidate) => candidate.path === path);
    if (kind === 'folder') subcharts.set(path, await scan(selectFolder(chart.files, path)));
    else if (file !== undefined && sha256 !== undefined) subcharts.set(path, await readKept(file.bytes, sha256, cache));
  }
  return { own, subcharts };
}

async function readKept(bytes: Buffer, sha256: string, cache: RenderCache | undefined): Promise<ChartUse | undefined> {
  const key = hashKey('use', sha256);
  const kept = await cache?.read(key);
  // Its digest says that it is what was written.
  if (isObject(kept)) return kept as unknown as ChartUse;
  const files = await unpack(bytes, createSpace());
  const use = files && (await scan(files));
  if (use !== undefined) await cache?.write(key, use);
  return use;
}

async function scan(files: FileTree): Promise<ChartUse | undefined> {
  const all = await unpackInner(files, 0, createSpace());
  return all && scanTemplates(all);
}

/** Umbrella charts nest two or three deep. */
const DEEPEST = 4;

/** Bytes that a chart's archives may still unpack to. */
interface Space {
  bytes: number;
}

/** Umbrella charts have a few million. */
const createSpace = (): Space => ({ bytes: 64 * 1024 * 1024 });

/** A chart's files with those of the archives in its `charts/`; undefined where one of them cannot be read. */
async function unpackInner(files: FileTree, depth: number, space: Space): Promise<FileTree | undefined> {
  const found: TreeFile[] = [];
  for (const file of files) {
    if (!/(?:^|\/)charts\/[^/]+\.tgz$/.test(file.path)) {
      found.push(file);
      continue;
    }
    const inner = depth < DEEPEST ? await unpack(file.bytes, space) : undefined;
    const all = inner && (await unpackInner(inner, depth + 1, space));
    if (all === undefined) return undefined;
    found.push(...all.map(({ path, bytes }) => createFile(`${file.path}/${path}`, bytes)));
  }
  return found;
}

/** Without the top folder; undefined for what is not an archive that Helm reads, or unpacks to more than there is space for. */
async function unpack(bytes: Buffer, space: Space): Promise<FileTree | undefined> {
  const limits = { ...TREE_LIMITS, totalBytes: space.bytes };
  const files = await readArchive('the archive', bytes, limits, 'helm').catch(() => undefined);
  // An empty archive takes space, too, or there could be any number of them.
  for (const file of files ?? []) space.bytes -= file.bytes.length + 1024;
  return files?.map((file) => ({ ...file, path: file.path.slice(file.path.indexOf('/') + 1) }));
}
