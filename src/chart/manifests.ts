import { isObject } from '../data.ts';
import type { Place } from '../finding.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, readMap, toData, type YamlFile } from '../yaml/index.ts';
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
  const separators = text.match(SEPARATOR) ?? [];
  for (const [number, document] of text.split(SEPARATOR).entries()) {
    // Helm writes it right below the separator; anywhere else it is a comment of the chart's author.
    template = /^\r?\n?# Source: ([^\r\n]+)/.exec(document)?.[1] ?? template;
    const index = counts.get(template) ?? 0;
    counts.set(template, index + 1);
    const place = () => placeOf(template, { kind: '', name: '', index });
    const separator = separators[number] ?? '';
    if (LOSES.test(separator)) {
      const message = `has the line ${JSON.stringify(separator.trim().slice(0, 40))}: CSO loses the document before it without a word; write --- on a line of its own`;
      problems.push({ message, place: place() });
    }
    const yaml = parseYaml(template, Buffer.from(document), { dialect: 'v2' });
    if (hasSyntaxError(yaml)) {
      problems.push({ message: describeProblem(yaml), place: place() });
      continue;
    }
    if (yaml.root === undefined) continue;
    const data = readMap(yaml.root) === undefined ? undefined : toData(yaml);
    if (!isObject(data)) {
      problems.push({ message: 'renders to something that is not an object', place: place() });
      continue;
    }
    const described = describeObject(template, data);
    const { kind } = described;
    // As it is written, where a merge key does not bring it in: 0123, and not 123.
    const name = getScalar(yaml, getNode(yaml.root, 'metadata', 'name'))?.source ?? described.name;
    const own = placeOf(template, { kind, name, index });
    objects.push({ ...described, name, place: own });
    if (kind.endsWith('List') && Array.isArray(data['items'])) {
      for (const item of data['items'] as unknown[]) {
        if (isObject(item)) objects.push({ ...describeObject(template, item), place: own });
        else problems.push({ message: `renders to a ${kind} with an item that is not an object`, place: own });
      }
    }
  }
  return { objects, problems };
}

/** Lines that end a document, for CSO, which has apimachinery's reader. Helm leaves none with a text behind it, but for those of crds/. */
const SEPARATOR = /^---.*$/gm;

/** Apimachinery fails at these, and CSO goes on without what came before. Source: apimachinery pkg/util/yaml/decoder.go; CSO pkg/kube/helpers.go, parseK8sYaml */
const LOSES = /^---[ \t]*[^\s#]/;

/** Why a document cannot be read, and on which of its lines; the template has others. */
function describeProblem({ findings, text }: YamlFile): string {
  const problem = findings.find(({ verdict }) => verdict === 'refuse');
  if (problem?.line === undefined) return problem?.message ?? 'is not valid YAML';
  const line = text.split('\n')[problem.line - 1]?.trim().slice(0, 60) ?? '';
  return `${problem.message} (where it renders to ${JSON.stringify(line)})`;
}

function describeObject(template: string, data: Readonly<Record<string, unknown>>): Omit<RenderedObject, 'place'> {
  const text = (value: unknown) => (value === undefined || value === null ? undefined : String(value));
  const metadata = isObject(data['metadata']) ? data['metadata'] : {};
  return {
    template,
    apiVersion: text(data['apiVersion']) ?? '',
    kind: text(data['kind']) ?? '',
    name: text(metadata['name']) ?? '',
    namespace: text(metadata['namespace']),
    data,
  };
}
