import { type Chart, type ChartUse, type Dependency, WORD } from '../../../chart/index.ts';
import { isObject } from '../../../data.ts';
import { getNode, getScalar, type YamlFile } from '../../../yaml/index.ts';
import { listVendored, type Vendored } from './charts.ts';

/** The readers of a chart's values. */
export interface Reader {
  readonly use: ChartUse;
  /** Of its templates. */
  readonly words: ReadonlySet<string>;
  /** Keys that Helm itself reads, or charts inside it. */
  readonly known: ReadonlySet<string>;
}

/** The name of a dependency's values. */
export function nameOf({ name, alias }: Pick<Dependency, 'name' | 'alias'>): string {
  return alias ?? name;
}

/** The readers of an addon's values, by the name above them; undefined where a chart of that name is missing or must not be read. */
export function readDependencyReaders(
  chart: Chart,
  uses: ReadonlyMap<string, ChartUse | undefined>,
): ReadonlyMap<string, readonly Reader[] | undefined> {
  const vendored = listVendored(chart);
  return new Map(
    [...chart.dependencies, ...listUnnamed(chart)].map((dependency): [string, Reader[] | undefined] => {
      const readers = vendored
        .filter((entry) => entry.chart.name.source === dependency.name)
        .flatMap(({ path, chart: inner }): (Reader | undefined)[] => {
          const use = uses.get(path);
          return [use && { use, words: new Set(use.words), known: listKnown(inner) }];
        });
      const seen = readers.filter((reader) => reader !== undefined);
      return [nameOf(dependency), seen.length > 0 && seen.length === readers.length ? seen : undefined];
    }),
  );
}

/** The readers of an addon's own values: its templates, and those of libraries, which are rendered in its place. */
export function readOwnReader(
  chart: Chart,
  own: ChartUse,
  uses: ReadonlyMap<string, ChartUse | undefined>,
  values: readonly YamlFile[],
): Reader {
  const libraries = listVendored(chart)
    .filter(isLibrary)
    .flatMap(({ path }) => uses.get(path) ?? []);
  // Texts that a chart evaluates as templates.
  const inTexts = values.flatMap(({ text }) => [...text.matchAll(/\.Values\.([\w.]+)/g)].map(([, path]) => path ?? ''));
  const all = [own, ...libraries];
  const isOpen = chart.yaml.text.includes('import-values') || own.includesForeign;
  const use: ChartUse = {
    ...own,
    paths: [...all.flatMap(({ paths }) => paths), ...inTexts],
    all: isOpen || all.some((one) => one.all === 'handed-on') ? 'handed-on' : all.some((one) => one.all === 'used') ? 'used' : 'unused',
  };
  return { use, words: new Set(all.flatMap(({ words }) => words)), known: listKnown(chart) };
}

function isLibrary({ chart: { yaml } }: Vendored): boolean {
  return getScalar(yaml, getNode(yaml.root, 'type'))?.source === 'library';
}

function listKnown(chart: Chart): ReadonlySet<string> {
  const conditions = chart.dependencies.flatMap(({ condition = '' }) => condition.split(','));
  const heads = conditions.flatMap((condition) => condition.trim().split('.')[0] || []);
  return new Set(['global', 'tags', 'exports', ...heads, ...[...chart.dependencies, ...listUnnamed(chart)].map(nameOf)]);
}

/** Helm takes what lies in `charts/` by its own name where no dependency names it. */
function listUnnamed(chart: Chart): readonly Pick<Dependency, 'name' | 'alias'>[] {
  const named = new Set(chart.dependencies.map(({ name }) => name));
  return listVendored(chart).flatMap((entry) => (named.has(entry.chart.name.source) ? [] : [{ name: entry.chart.name.source }]));
}

/** Whether something reads a key of a chart's values by itself: where that cannot be told, it may. */
export function isReadAtTop({ use, words, known }: Reader, key: string): boolean {
  if (use.all === 'handed-on' || known.has(key) || use.documented.includes(key)) return true;
  if (use.paths.some((path) => path.split('.')[0] === key)) return true;
  return use.all === 'used' && hasWords(words, key);
}

/**
 * Whether something may read a key in a map of a chart's values, or a value that is in no map of its values.yaml.
 * @param path of the map
 */
export function mayRead(reader: Reader, path: readonly string[], key: string): boolean {
  const { use, words, known } = reader;
  // Values of charts inside it, and globals.
  if (path[0] !== undefined && known.has(path[0])) return true;
  const declared = declaredAt(reader, path);
  if (declared === undefined || use.all === 'handed-on' || use.includesForeign) return true;
  // An empty map is there to be filled.
  if (use.documented.includes(key) || (path.length > 0 && Object.keys(declared).length === 0)) return true;
  // A name that templates use elsewhere may be read here by ways that are not seen; a path with dots is not one of them.
  const isDotted = Object.hasOwn(declared, key.split('.')[0] ?? '');
  if ((!isDotted && hasWords(words, key)) || (path.length === 0 && isReadAtTop(reader, key))) return true;
  return path.some((_, index) => use.whole.includes(path.slice(0, index + 1).join('.')));
}

/** The map of its values.yaml at a path. */
export function declaredAt({ use: { declared } }: Reader, path: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  let found: unknown = declared;
  for (const key of path) found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return isObject(found) ? found : undefined;
}

/** Whether a key, or each part of it, is a word of the templates. */
export function hasWords(words: ReadonlySet<string>, key: string): boolean {
  return (key.match(WORD) ?? []).every((word) => words.has(word));
}
