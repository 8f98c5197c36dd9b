import type { Chart, RenderedObject } from '../../chart/index.ts';
import { isObject } from '../../data.ts';
import { once } from '../../once.ts';
import type { ClusterClass } from './model.ts';

/** Finds variables and patches in the template that a ClusterClass is rendered from. The template is searched when first asked. */
export function createPlaces(chart: Chart, object: RenderedObject): ClusterClass['placeOf'] {
  const index = once(() => indexNames(chart, object));
  return (list, name) => {
    const named = index().named.get(name) ?? [];
    const lines = index().lines.get(name) ?? [];
    const line = lines[named.indexOf(list)];
    return line === undefined || lines.length !== named.length ? object.place : { file: object.place.file, line };
  };
}

interface NameIndex {
  /** By name the lists that it stands in, in the order of the file. */
  readonly named: ReadonlyMap<string, readonly (string | undefined)[]>;
  /** By name the lines of the template that write it. */
  readonly lines: ReadonlyMap<string, readonly number[]>;
}

function indexNames(chart: Chart, object: RenderedObject): NameIndex {
  const file = chart.files.find(({ path }) => `${chart.path}/${path}` === object.place.file);
  const lines = file?.bytes.toString('utf8').split('\n') ?? [];
  return {
    named: group(listNamed(object.data['spec']).map(({ name, list }) => [name, list])),
    lines: group(
      lines.flatMap((line, index) => {
        const name = readName(line);
        return name === undefined ? [] : [[name, index + 1] as const];
      }),
    ),
  };
}

function group<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, value] of entries) {
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [value]);
    else known.push(value);
  }
  return groups;
}

/** `- name: external_id` */
function readName(line: string): string | undefined {
  const match = /^\s*(?:-\s+)?(?:\{\s*)?name:\s+(?:"([^"]*)"|'([^']*)'|([^\s,}#]+))\s*(?:[,#}].*)?$/.exec(line);
  return match === null ? undefined : (match[1] ?? match[2] ?? match[3]);
}

interface Named {
  readonly name: string;
  /** The list of the spec that the item itself is in; undefined for anything else with a name. */
  readonly list: string | undefined;
}

/** All that has a name, in the order of the file. */
function listNamed(value: unknown, path: readonly string[] = []): Named[] {
  if (path.length > 50) return [];
  if (Array.isArray(value)) return value.flatMap((item) => listNamed(item, [...path, '']));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'name' && typeof item === 'string'
      ? [{ name: item, list: path.length === 2 && path[1] === '' ? path[0] : undefined }]
      : listNamed(item, [...path, key]),
  );
}
