import { createFile, type FileTree, selectFolder } from '../files/index.ts';
import { isObject } from '../json.ts';
import type { Chart } from './chart.ts';
import { readArchive } from './read-archive.ts';
import { hashKey, type RenderCache } from './render-cache.ts';
import { type ChartUse, scanTemplates } from './scan-templates.ts';

/** What a chart's own templates use, and each chart in its `charts/`. */
export interface NestedUse {
  readonly own: ChartUse;
  /** By path; undefined for what cannot be read, which other rules say. */
  readonly subcharts: ReadonlyMap<string, ChartUse | undefined>;
}

/** Reads what charts use, archives once a content. */
export async function readUse(chart: Chart, cache?: RenderCache): Promise<NestedUse> {
  const own = scanTemplates(chart.files.filter(({ path }) => !path.startsWith('charts/')));
  const subcharts = new Map<string, ChartUse | undefined>();
  for (const { path, kind, sha256 } of chart.subcharts) {
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
  const files = await unpack(bytes);
  const use = files && (await scan(files));
  if (use !== undefined) await cache?.write(key, use);
  return use;
}

async function scan(files: FileTree): Promise<ChartUse | undefined> {
  const all = await unpackInner(files, 0);
  return all && scanTemplates(all);
}

/** Umbrella charts nest two or three deep. */
const DEEPEST = 4;

/** A chart's files with those of the archives in its `charts/`; undefined where one of them cannot be read. */
async function unpackInner(files: FileTree, depth: number): Promise<FileTree | undefined> {
  const found = await Promise.all(
    files.map(async (file): Promise<FileTree | undefined> => {
      if (!/(?:^|\/)charts\/[^/]+\.tgz$/.test(file.path)) return [file];
      const inner = depth < DEEPEST ? await unpack(file.bytes) : undefined;
      const all = inner && (await unpackInner(inner, depth + 1));
      return all?.map(({ path, bytes }) => createFile(`${file.path}/${path}`, bytes));
    }),
  );
  return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
}

/** Without the top folder; undefined for what is no archive that Helm reads. */
async function unpack(bytes: Buffer): Promise<FileTree | undefined> {
  const files = await readArchive('the archive', bytes, undefined, 'helm').catch(() => undefined);
  return files?.map((file) => ({ ...file, path: file.path.slice(file.path.indexOf('/') + 1) }));
}
