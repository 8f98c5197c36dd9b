import { getIn, isObject } from '../../../data.ts';
import type { Shipped } from '../../shipped.ts';
import { patchTarget, type Target } from './apply-patches.ts';
import { splitPointer } from './json-patch.ts';
import { createRenderer } from './render-value.ts';
import type { Simulation } from './simulate.ts';
import { clone } from './unknown.ts';

/** A patch that writes a list or an object whole, where an earlier one has put something that the new value lacks. */
export interface Overwrite {
  readonly patch: string;
  readonly earlier: string;
  readonly pointer: string;
  readonly target: Target;
  /** The lost values, in a few words each. */
  readonly lost: readonly string[];
}

interface Written {
  readonly patch: string;
  readonly keys: readonly string[];
}

/** The values that patches take from each other in a cluster that sets only what it must. */
export function findOverwrites(shipped: Shipped, { clusterClass, targets, values }: Simulation): Overwrite[] {
  const render = createRenderer();
  return targets.flatMap((target) => {
    const found: Overwrite[] = [];
    const written: Written[] = [];
    patchTarget(shipped, clusterClass, target, values, render, ({ patch, pointer, value, document }) => {
      const keys = splitPointer(pointer);
      const before = getIn(document, ...keys);
      const original = new Set(listContents(getIn(target.stored, ...keys)));
      const there = new Set(listContents(value));
      const lost =
        isObject(value) || Array.isArray(value) ? listContents(before).filter((item) => !original.has(item) && !there.has(item)) : [];
      const earlier = written.findLast((write) => write.patch !== patch && isRelated(write.keys, keys));
      if (lost.length > 0 && earlier !== undefined) found.push({ patch, earlier: earlier.patch, pointer, target, lost });
      written.push({ patch, keys });
    });
    return found;
  });
}

/** One holds the other, or they are the same. `-` and numbers stand in lists, where nothing is overwritten whole. */
function isRelated(left: readonly string[], right: readonly string[]): boolean {
  return left.slice(0, right.length).every((key, index) => key === right[index]);
}

/** The items of a list and the keys of an object, each by what tells it apart, nested ones included. */
function listContents(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.map((item) => `${path}${nameOf(item)}`);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const below = listContents(item, `${path}${key}.`);
    return below.length > 0 ? below : [`${path}${key}`];
  });
}

function nameOf(item: unknown): string {
  if (!isObject(item)) return typeof item === 'symbol' ? '…' : (JSON.stringify(item) ?? '');
  const name = item['name'] ?? item['path'] ?? item['key'];
  return typeof name === 'string' ? name : (JSON.stringify(clone(item)) ?? '');
}
