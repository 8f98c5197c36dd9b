import type { Subject } from '../read-subject.js';
import type { Change } from './change.js';
/** One end of a comparison: a release, or what a stack would make. */
export type End = Pick<Subject, 'content' | 'facts'>;
/**
 * Everything in which two releases differ, each place for itself, noise marked as such: what metadata.yaml, clusteraddon.yaml,
 * node-images.yaml, Chart.yaml and values.yaml say, the objects that charts render to, and all files.
 * @throws ReleaseError `invalid-archive`
 */
export declare function compareSubjects(before: End, after: End): Promise<readonly Change[]>;
