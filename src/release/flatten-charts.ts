import { readArchive } from '../chart/index.ts';
import type { FileTree, TreeFile } from '../files/index.ts';
import { parseYaml, toData } from '../yaml/index.ts';

/** Files that Helm rewrites when it packs a chart, so that only their data can be compared. */
const REWRITTEN = /^(?:[^/]+\/)?(?:charts\/[^/]+\/)*Chart\.(?:yaml|lock)$/;
const VENDORED = /^(?<folder>.*\/charts\/|charts\/)[^/]+\.tgz$/;

/** No chart nests deeper; an archive that holds itself would never end. Deeper ones are compared as bytes. */
const DEEPEST = 8;

/** Bytes of archives that are looked into, unpacked; those after them are compared as bytes. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * A tree's content by path in a form in which two packings of the same charts are equal: archives in `charts/`
 * unpacked as Helm does when it packs the chart above them, Chart.yaml and Chart.lock as data, the rest as hashes.
 */
export async function flattenCharts(files: FileTree, depth = 0, budget = { bytes: MOST_BYTES }): Promise<ReadonlyMap<string, string>> {
  const flat: [path: string, content: string][] = [];
  // One after the other: together they could take all memory.
  for (const file of files) flat.push(...(await flattenFile(file, depth, budget)));
  return new Map(flat);
}

async function flattenFile(file: TreeFile, depth: number, budget: { bytes: number }): Promise<[path: string, content: string][]> {
  const folder = VENDORED.exec(file.path)?.groups?.['folder'];
  if (folder !== undefined && depth < DEEPEST && budget.bytes > 0) {
    const inner = await readArchive(file.path, file.bytes);
    budget.bytes -= inner.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return [
      ...(await flattenCharts(
        inner.map((entry) => ({ ...entry, path: folder + entry.path })),
        depth + 1,
        budget,
      )),
    ];
  }
  const data = REWRITTEN.test(file.path) ? toData(parseYaml(file.path, file.bytes)) : undefined;
  // Anything but YAML can only be compared as bytes.
  if (data !== undefined) return [[file.path, JSON.stringify(canonical(data))]];
  return [[file.path, file.sha256]];
}

/** Where Helm's Go structs leave a false one out. */
const OPTIONAL_FLAGS = ['deprecated', 'enabled'];

/** As Helm's Go structs write it: keys sorted, scalars as text, empty fields left out, but nothing of the annotations. */
function canonical(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value === null || value === undefined ? undefined : String(value);
  const entries = Object.entries(value)
    // Chart.lock's time says when it was made, not what it holds.
    .filter(([key]) => !(depth === 0 && key === 'generated'))
    .map(([key, inner]) => [key, key === 'annotations' ? sortedText(inner) : canonical(inner, depth + 1)] as const)
    .filter(
      ([key, inner]) => inner !== undefined && inner !== '' && !(inner === 'false' && OPTIONAL_FLAGS.includes(key)) && !isEmpty(inner),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

function sortedText(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return canonical(value);
  return Object.entries(value)
    .map(([key, inner]) => [key, String(inner)])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
