import type { ReleaseSource } from '../../release/index.ts';
import { formatReleaseName, type ReleaseName } from '../../version/index.ts';
import { readListed } from '../find-release.ts';
import { type Reading, readPublished, type Subject } from '../read-subject.ts';

/** Releases that are held in memory at a time: one has some megabytes of rendered objects. */
const MOST_HELD = 16;

/**
 * Reads releases, each once as far as memory goes.
 * @param sourceOf where a release is
 */
export function holdSubjects(reading: Reading, sourceOf: (release: string) => ReleaseSource): (release: ReleaseName) => Promise<Subject> {
  const subjects = new Map<string, Promise<Subject>>();

  async function readOne(name: string): Promise<Subject> {
    return readPublished(reading, await readListed(sourceOf(name), name));
  }

  return (release) => {
    const name = formatReleaseName(release);
    const subject = subjects.get(name) ?? readOne(name);
    // The one that was asked for last is the last to go.
    subjects.delete(name);
    subjects.set(name, subject);
    for (const [oldest] of subjects) if (subjects.size > MOST_HELD) subjects.delete(oldest);
    return subject;
  };
}
