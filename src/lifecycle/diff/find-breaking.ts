import type { RenderedObject } from '../../chart/index.ts';
import { compareCrd } from '../../effects/index.ts';
import type { Difference } from './compare-values.ts';
import { formatSteps } from './path.ts';

/** What a newer definition of an API takes away from those who use it, each with the first difference of its version. */
export function findBreaking(
  before: RenderedObject,
  after: RenderedObject,
  differences: readonly Difference[],
): ReadonlyMap<Difference, string> {
  const found = new Map<Difference, string>();
  for (const { path, message } of compareCrd(before, after)) {
    const [version = ''] = path.split(' ');
    const difference = differences.find((one) => formatSteps(one.path).startsWith(version));
    if (difference === undefined) continue;
    const said = found.get(difference);
    found.set(difference, said === undefined ? message : `${said}; ${message}`);
  }
  return found;
}
