import { isObject } from '../../../data.ts';
import type { Schema } from '../schema/apply-defaults.ts';
import { UNKNOWN } from '../template/index.ts';

export type Found = { readonly kind: 'found'; readonly value: unknown } | { readonly kind: 'missing'; readonly message: string };

/** The variable's name in a path like `oidc.issuerURL` or `mirrors[0].registry`. */
export function nameOfPath(path: string): string {
  return path.split(/[.[]/).find((part) => part !== '') ?? '';
}

/**
 * Whether a schema leaves room for what a path names below its variable.
 * @param path `oidc.issuerURL`, `mirrors[0].registry`
 */
export function isDeclared(schema: Schema, path: string): boolean {
  let found: unknown = schema;
  for (const [index, segment] of path.split('.').entries()) {
    const [key = '', ...items] = segment.split('[');
    if (index > 0) {
      if (!isObject(found) || found['x-kubernetes-preserve-unknown-fields'] === true || found['type'] !== 'object') return isOpen(found);
      const { properties, additionalProperties } = found;
      if (isObject(properties) && Object.hasOwn(properties, key)) found = properties[key];
      else if (isObject(additionalProperties)) found = additionalProperties;
      else return false;
    }
    for (const _ of items) {
      if (!isObject(found) || found['type'] !== 'array') return isOpen(found);
      found = found['items'];
    }
  }
  return true;
}

/** A text or a number has nothing below it; of anything else it is not known. */
function isOpen(schema: unknown): boolean {
  return !isObject(schema) || !['string', 'integer', 'number', 'boolean'].includes(String(schema['type']));
}

/** Looks up what `valueFrom.variable` names. Source: `GetVariableValue` of Cluster API */
export function getVariable(variables: Readonly<Record<string, unknown>>, path: string): Found {
  let found: unknown = variables;
  for (const segment of path.split('.')) {
    const match = /^([^[\]]*)(?:\[(\d+)\].*)?$/.exec(segment);
    if (match === null) return { kind: 'missing', message: `${segment} cannot be read` };
    const [, key = '', index] = match;
    if (found === UNKNOWN) return { kind: 'found', value: UNKNOWN };
    if (!isObject(found) || !Object.hasOwn(found, key)) return { kind: 'missing', message: `the variable ${path} has no value` };
    found = found[key];
    if (index === undefined || found === UNKNOWN) continue;
    if (!Array.isArray(found) || Number(index) >= found.length)
      return { kind: 'missing', message: `the variable ${path} has no item ${index}` };
    found = found[Number(index)];
  }
  return { kind: 'found', value: found };
}
