import type { PublishedRelease } from '../../release/index.ts';
import type { Difference } from './report.ts';

const NOTHING = 'no such file';

/** The differences of one place's release from another's, file by file. Where it comes from never counts. */
export function compareCopies(first: PublishedRelease, other: PublishedRelease): Difference[] {
  const [left, right] = [first, other].map(({ files }) => new Map(files.map(({ name, digest }) => [name, digest])));
  const names = [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])].sort();
  return names.flatMap((name) => {
    const [expected, found] = [left?.get(name) ?? NOTHING, right?.get(name) ?? NOTHING];
    return expected === found ? [] : { where: `${other.url}: ${name}`, what: 'digest', expected: `${expected} (${first.url})`, found };
  });
}
