import type { ReleaseSource } from '../../release/index.js';
import { type ReleaseName } from '../../version/index.js';
import { type Reading, type Subject } from '../read-subject.js';
/**
 * Reads releases, each once as far as memory goes.
 * @param sourceOf where a release is
 */
export declare function holdSubjects(reading: Reading, sourceOf: (release: string) => ReleaseSource): (release: ReleaseName) => Promise<Subject>;
