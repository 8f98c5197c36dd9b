import type { RenderedObject } from '../../chart/index.ts';
import type { Addon } from '../../compat/index.ts';
import type { Path } from '../list-differences.ts';
import { isPodTemplate, isWorkload } from './compare-object.ts';

/** What differs when one release of an addon is rendered twice. */
export interface RandomValues {
  readonly count: number;
  /** Whether a place in an object is one of them, or holds one. */
  readonly includes: (object: RenderedObject, path: Path) => boolean;
  /** Whether an object as a whole is: its name, or that it is there. */
  readonly isWhole: (object: RenderedObject) => boolean;
  /** Workloads whose pods restart for that whenever CSO applies. */
  readonly restarting: readonly RenderedObject[];
}

/** Of both releases together: a value that was random or became it is told nothing by. */
export function findRandom(addons: readonly (Addon | undefined)[]): RandomValues {
  const known = addons.flatMap((addon) => (addon?.repeated?.kind === 'compared' ? addon.repeated.differences : []));
  const of = (object: Pick<RenderedObject, 'kind' | 'name'>) =>
    known.filter((one) => one.object.kind === object.kind && one.object.name === object.name);
  const newest = addons.at(-1);
  const objects = newest?.rendering.kind === 'rendered' ? newest.rendering.objects : [];
  return {
    count: new Set(known.map(({ object, path }) => JSON.stringify([object.kind, object.name, path]))).size,
    includes: (object, path) => of(object).some((one) => isWithin(one.path, path) || isWithin(path, one.path)),
    isWhole: (object) => of(object).some(({ path }) => path.length === 0),
    restarting: objects.filter((object) => isWorkload(object) && of(object).some(({ path }) => isPodTemplate(path))),
  };
}

function isWithin(path: Path, prefix: Path): boolean {
  return prefix.every((key, index) => path[index] === key);
}
