import type { RenderedObject } from '../../../chart/index.js';
import type { TemplateRef } from '../model.js';
export declare function keyOf({ apiVersion, kind, name }: Pick<TemplateRef, 'apiVersion' | 'kind' | 'name'>): string;
export declare function indexTemplates(objects: readonly RenderedObject[]): ReadonlyMap<string, RenderedObject>;
