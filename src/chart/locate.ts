import { findFile } from '../files/index.ts';
import type { Place } from '../finding.ts';
import { groupBy } from '../group-by.ts';
import type { Chart, Subchart } from './chart.ts';
import type { RenderedObject } from './rendering.ts';

/** A template by Helm's name, `cni/charts/cilium/templates/agent.yaml`, in the stack's files. */
export interface TemplateFile {
  /** The file, or the archive that it lies in. */
  readonly place: Place;
  /** Undefined inside of archives, and where there is no such file. */
  readonly bytes?: Buffer;
}

/** Finds a template's file. What cannot be found is the chart's own Chart.yaml. */
export function findTemplate(chart: Chart, template: string): TemplateFile {
  const [, ...path] = template.split('/');
  let current = chart;
  let folder = '';
  while (path[0] === 'charts' && path.length > 2) {
    const found = findSubchart(current, path[1] ?? '');
    if (found?.content.kind !== 'chart') break;
    if (found.kind === 'archive') return { place: found.place };
    current = found.content.chart;
    folder += `${found.path}/`;
    path.splice(0, 2);
  }
  const file = findFile(chart.files, folder + path.join('/'));
  if (file === undefined) return { place: { file: chart.yaml.file } };
  return { place: { file: `${chart.path}/${file.path}` }, bytes: file.bytes };
}

/** Helm calls a sub-chart by the alias of the dependency that wants it, else by its own name. */
function findSubchart(chart: Chart, name: string): Subchart | undefined {
  const nameOf = ({ content }: Subchart) => (content.kind === 'chart' ? content.chart.name.source : undefined);
  const byName = (wanted: string) => chart.subcharts.find((subchart) => nameOf(subchart) === wanted);
  const aliased = chart.dependencies.find(({ alias }) => alias === name);
  return (aliased && byName(aliased.name)) ?? byName(name);
}

/**
 * Adds the lines in the templates, where they are certain: Helm keeps the order of objects of one kind, so with as
 * many `kind: X` lines in a template as objects of that kind from it, the n-th is the n-th.
 */
export function locateObjects(chart: Chart, objects: readonly RenderedObject[]): RenderedObject[] {
  const groups = groupBy(objects, ({ template, kind }) => JSON.stringify([template, kind]));
  const places = new Map<RenderedObject, Place>();
  // A template may have objects of as many kinds as it has lines.
  const templates = new Map<string, { readonly place: Place; readonly kinds: ReadonlyMap<string, readonly number[]> }>();
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const template = templates.get(first.template) ?? readTemplate(chart, first.template);
    templates.set(first.template, template);
    const { place, kinds } = template;
    const lines = kinds.get(first.kind) ?? [];
    const isCertain = lines.length === group.length && (group.length === 1 || group.every(({ data }) => !isHook(data)));
    group.forEach((object, index) => {
      const line = isCertain ? lines[index] : undefined;
      places.set(object, line === undefined ? place : { ...place, line, column: 1 });
    });
  }
  return objects.map((object) => ({ ...object, place: places.get(object) ?? object.place }));
}

/** Helm prints hooks after all else. */
function isHook(data: Readonly<Record<string, unknown>>): boolean {
  return JSON.stringify(data['metadata'] ?? '').includes('"helm.sh/hook"');
}

function readTemplate(chart: Chart, template: string) {
  const { place, bytes } = findTemplate(chart, template);
  return { place, kinds: indexKindLines(bytes?.toString('utf8') ?? '') };
}

/** Lines that say `kind: X` of an object itself, by kind; none where another line may become one. */
function indexKindLines(text: string): ReadonlyMap<string, readonly number[]> {
  const found: { readonly kind: string; readonly line: number }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const written = /^["']?kind["']?[ \t]*:([^#]*)/.exec(line)?.[1]?.trim();
    if (written === undefined) continue;
    if (written.includes('{{')) return new Map();
    found.push({ kind: written.replaceAll(/^["']|["']$/g, ''), line: index + 1 });
  }
  return new Map([...groupBy(found, ({ kind }) => kind)].map(([kind, all]) => [kind, all.map(({ line }) => line)]));
}
