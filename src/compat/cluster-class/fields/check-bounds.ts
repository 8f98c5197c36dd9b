import { isObject } from '../../../data.ts';
import type { FieldNode } from '../../knowledge/crd-fields.ts';

export interface BoundProblem {
  /** `few`: a list or an object that lacks something, which patches may still add. */
  readonly kind: 'bound' | 'few';
  readonly message: string;
}

/** The bounds that a value of the right type exceeds. */
export function checkBounds(node: FieldNode, value: unknown): BoundProblem[] {
  const few = checkFew(node, value);
  return [
    ...(few === undefined ? [] : [{ kind: 'few', message: few } as const]),
    ...checkRest(node, value).map((message) => ({ kind: 'bound', message }) as const),
  ];
}

function checkFew({ minItems, minProperties }: FieldNode, value: unknown): string | undefined {
  if (Array.isArray(value)) return isBelow(value.length, minItems) ? describeFew('list', value.length, minItems) : undefined;
  if (!isObject(value)) return undefined;
  const count = Object.values(value).filter((item) => item !== null && item !== undefined).length;
  return isBelow(count, minProperties) ? describeFew('object', count, minProperties) : undefined;
}

function checkRest(node: FieldNode, value: unknown): string[] {
  if (typeof value === 'string') {
    const length = [...value].length;
    if (!isBelow(length, node.minLength)) return [];
    return [length === 0 ? 'is empty, and must not be; leave it out' : `has ${length} characters, and needs ${node.minLength}`];
  }
  if (typeof value === 'number') {
    return [
      ...(isBelow(value, node.minimum) ? [`is ${value}, and takes ${node.minimum} or more`] : []),
      ...(isBelow(node.maximum, value) ? [`is ${value}, and takes ${node.maximum} or less`] : []),
    ];
  }
  if (Array.isArray(value) && isBelow(node.maxItems, value.length)) return [`has ${value.length} items, and takes ${node.maxItems}`];
  return [];
}

function describeFew(what: string, count: number, least: number | undefined): string {
  if (count === 0) return `is an empty ${what}, which is refused; leave it out`;
  return `has ${count} ${what === 'list' ? 'items' : 'keys'}, and needs ${least}`;
}

function isBelow(left: number | undefined, right: number | undefined): boolean {
  return left !== undefined && right !== undefined && left < right;
}
