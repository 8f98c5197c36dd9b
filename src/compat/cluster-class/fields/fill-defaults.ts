import type { RenderedObject } from '../../../chart/index.ts';
import { getIn, isObject } from '../../../data.ts';
import { groupOf, versionOf } from '../../api-version.ts';
import { CRD_FIELDS, type FieldNode } from '../../knowledge/crd-fields.ts';
import { type KindDefaults, TEMPLATE_DEFAULTS } from '../../knowledge/template-defaults.ts';
import { clone, UNKNOWN } from '../simulation/unknown.ts';
import { type Fields, findFields, nodeAt } from './check-fields.ts';

/**
 * A template as patches find it: with the defaults of its CRD, then with what the provider's webhook writes.
 * A value that only some releases fill in is UNKNOWN.
 */
export function fillDefaults({ apiVersion, kind, data }: RenderedObject): unknown {
  const document = clone(data);
  if (!isObject(document)) return document;
  const lookup = findFields(CRD_FIELDS, apiVersion, kind);
  if (lookup.kind === 'known' && lookup.fields.version.spec !== undefined) {
    fillNode(lookup.fields, nodeAt(lookup.fields, lookup.fields.version.spec), document['spec'], 0);
  }
  for (const { at, add, varies } of findWebhook(apiVersion, kind)?.writes ?? []) {
    const object = at === '' ? document : getIn(document, ...at.split('.'));
    if (!isObject(object)) continue;
    for (const [key, value] of Object.entries(add)) object[key] ??= varies === true ? UNKNOWN : clone(value);
  }
  return document;
}

/** Whether all that is filled into a kind is known: only then is what is absent really absent. */
export function knowsDefaults(apiVersion: string, kind: string): boolean {
  return findWebhook(apiVersion, kind)?.complete === true;
}

function findWebhook(apiVersion: string, kind: string): KindDefaults | undefined {
  const [group, version] = [groupOf(apiVersion), versionOf(apiVersion)];
  return TEMPLATE_DEFAULTS.kinds.find((entry) => entry.kind === kind && entry.group === group && entry.versions.includes(version));
}

/** Deeper than any kind. */
const DEEPEST = 100;

function fillNode(fields: Fields, node: FieldNode, value: unknown, depth: number): void {
  if (depth > DEEPEST) return;
  if (Array.isArray(value)) {
    if (node.items !== undefined) for (const item of value) fillNode(fields, nodeAt(fields, node.items), item, depth + 1);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, found] of Object.entries(node.properties ?? {})) {
    const [index = -1, ...entries] = typeof found === 'number' ? [found] : found;
    const below = nodeAt(fields, index);
    // The API server drops null before it fills in what is absent.
    if (value[name] === undefined || value[name] === null) {
      if (below.variesDefault === true || (below.default !== undefined && entries.length > 0)) value[name] = UNKNOWN;
      else if (below.default !== undefined) value[name] = clone(below.default);
    }
    fillNode(fields, below, value[name], depth + 1);
  }
}
