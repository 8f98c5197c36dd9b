import type { RenderedObject } from '../../chart/index.ts';
import type { Place } from '../../finding.ts';
import { isObject } from '../../json.ts';
import type { Facts } from '../facts.ts';

/**
 * The line of a variable or patch of the ClusterClass, where the template writes its name out and as often as the rendered object has it;
 * else the object's own place.
 */
export function placeOfName(facts: Facts, object: RenderedObject, list: 'variables' | 'patches', name: string): Place {
  const { chart } = facts.clusterClass;
  const named = listNamed(object.data['spec']).filter((entry) => entry.name === name);
  const wanted = named.findIndex((entry) => entry.list === list);
  const file = chart.files.find(({ path }) => `${chart.path}/${path}` === object.place.file);
  if (wanted < 0 || file === undefined) return object.place;
  const lines = file.bytes.toString('utf8').split('\n');
  const found = lines.flatMap((line, index) => (readName(line) === name ? [index + 1] : []));
  const line = found[wanted];
  return line === undefined || found.length !== named.length ? object.place : { file: object.place.file, line };
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
