import { isObject } from '../../json.ts';
import { UNKNOWN } from './template/index.ts';

export type Found = { readonly kind: 'found'; readonly value: unknown } | { readonly kind: 'missing'; readonly message: string };

/** The variable's name in a path like `oidc.issuerURL` or `mirrors[0].registry`. */
export function nameOfPath(path: string): string {
  return path.split(/[.[]/).find((part) => part !== '') ?? '';
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
