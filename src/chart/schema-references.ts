import { isObject } from '../data.ts';
import type { Place } from '../finding.ts';
import { parseJson } from '../json.ts';
import { oncePer } from '../once.ts';
import type { Chart, Subchart } from './chart.ts';

/** A schema that lies outside of the values.schema.json that asks for it. */
export interface SchemaReference {
  readonly keyword: string;
  readonly text: string;
  /** Helm fetches it from the network, or opens it as a file of the machine that it runs on. */
  readonly kind: 'network' | 'file';
  readonly place: Place;
}

export interface SchemaReferences {
  readonly references: readonly SchemaReference[];
  /** False where a sub-chart could not be read: what its schema asks for is not known. */
  readonly isComplete: boolean;
}

/**
 * The files and addresses that Helm would open to validate a chart's values, subcharts and their archives included.
 * Source: pkg/chartutil/jsonschema.go of Helm 3.19, and the compiler of github.com/santhosh-tekuri/jsonschema/v6
 */
export const findSchemaReferences = oncePer(
  (chart: Chart): SchemaReferences => ({ references: searchChart(chart, undefined), isComplete: isReadable(chart) }),
);

const SCHEMA_FILE = /^(?:charts\/[^/]+\/)*values\.schema\.json$/;

/** @param archive the outermost archive that the chart lies in */
function searchChart(chart: Chart, archive: Place | undefined): SchemaReference[] {
  const own = chart.files.flatMap(({ path, bytes }) => {
    if (!SCHEMA_FILE.test(path)) return [];
    const text = bytes.toString('utf8');
    return searchSchema(text).map(({ offset, ...reference }): SchemaReference => {
      const place = archive ?? { file: `${chart.path}/${path}`, ...positionOf(text, offset) };
      return { ...reference, place };
    });
  });
  return [
    ...own,
    ...listArchives(chart).flatMap(({ content, place }) => (content.kind === 'chart' ? searchChart(content.chart, archive ?? place) : [])),
  ];
}

/** The files of folders are among those of the chart that holds them; those of archives are not. */
function listArchives({ subcharts }: Chart): Subchart[] {
  return subcharts.flatMap((subchart) => {
    if (subchart.kind === 'archive') return [subchart];
    return subchart.content.kind === 'chart' ? listArchives(subchart.content.chart) : [];
  });
}

function isReadable({ subcharts }: Chart): boolean {
  return subcharts.every(({ content }) => content.kind === 'chart' && isReadable(content.chart));
}

interface Found extends Omit<SchemaReference, 'place'> {
  readonly offset: number;
}

/** Helm gives the schema this URL, against which all that is relative is resolved. */
const ROOT = 'file:///values.schema.json';
const REFERENCES: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef']);
/** The compiler has these with it. */
const DRAFT =
  /^https?:\/\/json-schema\.org\/(?:schema|draft-0[467]\/(?:schema|hyper-schema)|draft\/20(?:19-09|20-12)\/(?:schema|meta\/[a-z-]+))#?$/;

/** Helm does not read what is not JSON either, and fails before it fetches anything. */
export function searchSchema(text: string): Found[] {
  const schema = parseJson(text);
  if (!isObject(schema)) return [];
  const root = resolveUrl(schema['$id'], ROOT) ?? ROOT;
  const bundled = listBundled(schema, root);
  const ids = new Set([ROOT, root, ...bundled.values()]);
  const found: Found[] = [];
  const add = (keyword: string, value: string, url: string | undefined) => {
    // Its meaning is not always known; only a file is sure to be missing.
    const kind = /^file:/i.test(url ?? value) ? 'file' : 'network';
    found.push({ keyword, text: value, kind, offset: Math.max(text.indexOf(JSON.stringify(value)), 0) });
  };
  // A list of our own in place of recursion: depth is the file's choice.
  const open: { readonly value: unknown; readonly base: string | undefined }[] = [{ value: schema, base: root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value } = next;
    if (Array.isArray(value)) for (const item of value as unknown[]) open.push({ value: item, base: next.base });
    if (!isObject(value)) continue;
    const hasOwnBase = value !== schema && (typeof value['$id'] === 'string' || typeof value['id'] === 'string');
    const base = hasOwnBase ? bundled.get(value) : next.base;
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== 'string') open.push({ value: child, base });
      else if (key === '$schema' && !DRAFT.test(child)) add(key, child, resolveUrl(child, base));
      else if (REFERENCES.has(key) && !child.startsWith('#') && !DRAFT.test(child)) {
        const url = resolveUrl(child.replace(/#.*$/s, ''), base);
        if (url === undefined || !ids.has(url)) add(key, child, url);
      }
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/**
 * Schemas that a tool has put into `$defs` with their names, so that nothing needs to be fetched. Drafts differ in where
 * a name counts; only the places that are sure are taken.
 */
function listBundled(schema: Readonly<Record<string, unknown>>, root: string): ReadonlyMap<unknown, string> {
  const draft = typeof schema['$schema'] === 'string' ? schema['$schema'] : '2020-12';
  const keyword = /2019-09|2020-12/.test(draft) ? '$defs' : /draft-0[67]/.test(draft) ? 'definitions' : undefined;
  const definitions = keyword === undefined ? undefined : schema[keyword];
  const bundled = new Map<unknown, string>();
  for (const definition of isObject(definitions) ? Object.values(definitions) : []) {
    if (!isObject(definition) || '$ref' in definition || '$schema' in definition) continue;
    const id = resolveUrl(definition['$id'], root);
    if (id !== undefined) bundled.set(definition, id);
  }
  return bundled;
}

/** Only what Go and we are sure to resolve alike. */
function resolveUrl(text: unknown, base: string | undefined): string | undefined {
  if (typeof text !== 'string' || base === undefined || !/^[A-Za-z0-9._~:/-]+#?$/.test(text) || text.includes('..')) return undefined;
  return URL.canParse(text, base) ? new URL(text, base).href.replace(/#$/, '') : undefined;
}

function positionOf(text: string, offset: number): Pick<Place, 'line' | 'column'> {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
