import { describeError, type ErrorReport, ReleaseError } from '../../errors.ts';
import { mapLimited } from '../../map-limited.ts';
import type { PublishedRelease } from '../../release/index.ts';
import { lookUp, type Reading } from '../read-subject.ts';
import type { Difference } from './report.ts';

/** A release with the places that have it, or a reference that leads to none. */
export interface Subject {
  /** Its name, or the reference. */
  readonly release: string;
  readonly places: readonly PublishedRelease[];
  readonly differences: readonly Difference[];
  readonly error: ErrorReport | undefined;
}

/**
 * Looks up what is to be verified: references to one release at several places are one subject.
 * @param targets more places, which are to have each of the releases
 */
export async function findSubjects(
  reading: Reading,
  references: readonly string[],
  targets: readonly string[],
): Promise<readonly Subject[]> {
  const found = await mapLimited(references, async (word) => ({ word, ...(await look(() => lookUp(reading, word))) }));
  const names = [...new Set(found.flatMap(({ published }) => published?.name ?? []))];
  const failed = found.flatMap(({ word, failure }) => (failure === undefined ? [] : [describeBroken(word, word, failure)]));
  const subjects = await mapLimited(names, async (release): Promise<Subject> => {
    const named = found.flatMap(({ published }) => (published?.name === release ? [published] : []));
    const own = [...new Map(named.map((published) => [published.url, published])).values()];
    const others = targets.filter((target) => !own.some(({ url }) => url === target));
    const asked = await mapLimited(others, async (target) => ({ target, ...(await look(() => reading.open(target).read(release))) }));
    const lacking = asked.filter(({ published }) => published === undefined);
    const broken = lacking.map(({ target, failure }) =>
      describeBroken(release, target, failure ?? new ReleaseError('not-a-release', 'no such release')),
    );
    return {
      release,
      places: [...own, ...asked.flatMap(({ published }) => published ?? [])],
      differences: broken.flatMap(({ differences }) => differences),
      error: broken.find(({ error }) => error !== undefined)?.error,
    };
  });
  return [...failed, ...subjects];
}

/** What a place says, or why it says nothing. */
async function look(
  step: () => Promise<PublishedRelease | undefined>,
): Promise<{ readonly published?: PublishedRelease | undefined; readonly failure?: unknown }> {
  try {
    return { published: await step() };
  } catch (failure) {
    return { failure };
  }
}

/** Errors that tell of what is there under a release's name. All others tell that nobody can look. */
const BROKEN = new Set(['not-a-release', 'invalid-metadata', 'invalid-archive', 'invalid-manifest', 'digest-mismatch', 'size-mismatch']);

/** A release that cannot be one as it is there is a difference; a place that cannot be asked is an error. */
function describeBroken(release: string, place: string, failure: unknown): Subject {
  const error = describeError(failure);
  if (!BROKEN.has(error.code)) return { release, places: [], differences: [], error };
  const difference = { where: place, what: 'release', expected: 'a release that CSO can read', found: error.message };
  return { release, places: [], differences: [difference], error: undefined };
}
