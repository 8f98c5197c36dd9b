import type { Place } from '../finding.ts';
import { isObject } from '../json.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, readMap, toData } from '../yaml.ts';
import type { RenderedObject, RenderProblem } from './rendering.ts';

/**
 * The objects in what `helm template` prints. A list comes as itself, since CSO takes none apart, and then by its items.
 * @param placeOf where a template's object is to be shown; `index` counts the documents of one template
 */
export function parseManifests(
  text: string,
  placeOf: (template: string, object: { readonly kind: string; readonly name: string; readonly index: number }) => Place,
): { readonly objects: readonly RenderedObject[]; readonly problems: readonly RenderProblem[] } {
  const objects: RenderedObject[] = [];
  const problems: RenderProblem[] = [];
  const counts = new Map<string, number>();
  let template = '';
  for (const document of text.split(/^---[ \t]*(?:#.*)?$/m)) {
    // Helm writes it right below the separator; anywhere else it is a comment of the chart's author.
    template = /^\r?\n?# Source: ([^\r\n]+)/.exec(document)?.[1] ?? template;
    const index = counts.get(template) ?? 0;
    counts.set(template, index + 1);
    const yaml = parseYaml(template, Buffer.from(document), { dialect: 'v2' });
    if (hasSyntaxError(yaml)) {
      problems.push({ message: yaml.findings[0]?.message ?? 'is not valid YAML', place: placeOf(template, { kind: '', name: '', index }) });
      continue;
    }
    if (yaml.root === undefined) continue;
    const data = readMap(yaml.root) === undefined ? undefined : toData(yaml);
    if (!isObject(data)) {
      problems.push({ message: 'renders to something that is no object', place: placeOf(template, { kind: '', name: '', index }) });
      continue;
    }
    const described = describeObject(template, { file: template }, data);
    const { kind } = described;
    // As it is written, where a merge key does not bring it in: 0123, and not 123.
    const name = getScalar(yaml, getNode(yaml.root, 'metadata', 'name'))?.source ?? described.name;
    const place = placeOf(template, { kind, name, index });
    objects.push({ ...described, name, place });
    if (kind.endsWith('List') && Array.isArray(data['items'])) {
      for (const item of data['items'] as unknown[]) {
        if (isObject(item)) objects.push(describeObject(template, place, item));
        else problems.push({ message: `renders to a ${kind} with an item that is no object`, place });
      }
    }
  }
  return { objects, problems };
}

function describeObject(template: string, place: Place, data: Readonly<Record<string, unknown>>): RenderedObject {
  const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
  const metadata = isObject(data['metadata']) ? data['metadata'] : {};
  return {
    template,
    place,
    apiVersion: text(data['apiVersion']) ?? '',
    kind: text(data['kind']) ?? '',
    name: text(metadata['name']) ?? '',
    namespace: text(metadata['namespace']),
    data,
  };
}
