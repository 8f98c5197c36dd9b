import type { Place } from '../finding.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, readMap, toData } from '../yaml.ts';
import type { RenderedObject, RenderProblem } from './rendering.ts';

/**
 * The objects in what `helm template` prints.
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
    template = /^# Source: (.+)$/m.exec(document)?.[1] ?? template;
    const index = counts.get(template) ?? 0;
    counts.set(template, index + 1);
    const yaml = parseYaml(template, Buffer.from(document));
    if (hasSyntaxError(yaml)) {
      problems.push({ message: yaml.findings[0]?.message ?? 'is not valid YAML', place: placeOf(template, { kind: '', name: '', index }) });
      continue;
    }
    if (yaml.root === undefined) continue;
    const field = (...path: string[]) => getScalar(yaml, getNode(yaml.root, ...path))?.source;
    const [kind, name] = [field('kind') ?? '', field('metadata', 'name') ?? ''];
    const place = placeOf(template, { kind, name, index });
    if (readMap(yaml.root) === undefined) {
      problems.push({ message: 'renders to something that is no object', place });
      continue;
    }
    const data = toData(yaml) as Readonly<Record<string, unknown>>;
    objects.push({ template, place, apiVersion: field('apiVersion') ?? '', kind, name, namespace: field('metadata', 'namespace'), data });
  }
  return { objects, problems };
}
