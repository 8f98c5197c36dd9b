export { type FindOptions, findRelease } from './find-release.ts';
export { isRemote, isSourceUrl, openSource } from './open-source.ts';
export { lookUp, openReading, type Reading, type ReadingOptions, readPublished, readSubject, type Subject } from './read-subject.ts';
export { parseReference, type Reference } from './reference.ts';
