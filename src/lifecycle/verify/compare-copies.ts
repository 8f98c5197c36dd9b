import type { PublishedRelease } from '../../release/index.ts';
import { compareDigests, digestsOf } from './compare-digests.ts';
import type { Difference } from './report.ts';

/** The differences of one place's release from another's, file by file. Where it comes from never counts. */
export function compareCopies(first: PublishedRelease, other: PublishedRelease): Difference[] {
  return compareDigests(digestsOf(first.files), digestsOf(other.files), (name, expected, found) => ({
    where: `${other.url}: ${name}`,
    what: 'digest',
    expected: `${expected} (${first.url})`,
    found,
  }));
}
