import type { RenderedObject } from '../../../chart/index.ts';
import type { TemplateRef } from '../model.ts';

export function keyOf({ apiVersion, kind, name }: Pick<TemplateRef, 'apiVersion' | 'kind' | 'name'>): string {
  return `${apiVersion} ${kind} ${name}`;
}

export function indexTemplates(objects: readonly RenderedObject[]): ReadonlyMap<string, RenderedObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}
