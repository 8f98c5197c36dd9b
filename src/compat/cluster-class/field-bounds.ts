import { isObject } from '../../json.ts';
import type { FieldNode } from '../knowledge/crd-fields.ts';

/** What a value of the right type has too little or too much of. */
export function checkBounds(node: FieldNode, value: unknown): string[] {
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
  if (Array.isArray(value)) {
    return [
      ...(isBelow(value.length, node.minItems) ? [describeFew('list', value.length, node.minItems)] : []),
      ...(isBelow(node.maxItems, value.length) ? [`has ${value.length} items, and takes ${node.maxItems}`] : []),
    ];
  }
  if (!isObject(value)) return [];
  const count = Object.values(value).filter((item) => item !== null && item !== undefined).length;
  return isBelow(count, node.minProperties) ? [describeFew('object', count, node.minProperties)] : [];
}

function describeFew(what: string, count: number, least: number | undefined): string {
  if (count === 0) return `is an empty ${what}, which is refused; leave it out`;
  return `has ${count} ${what === 'list' ? 'items' : 'keys'}, and needs ${least}`;
}

function isBelow(left: number | undefined, right: number | undefined): boolean {
  return left !== undefined && right !== undefined && left < right;
}
