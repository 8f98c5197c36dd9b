export { type FindOptions, findRelease } from './find-release.ts';
export * from './list/index.ts';
export { isRemote, openSource } from './open-source.ts';
export { lookUp, openReading, type Reading, type ReadingOptions, readPublished, readSubject, type Subject } from './read-subject.ts';
export { parseReference, type Reference } from './reference.ts';
export * from './states/index.ts';
export * from './upgrades/index.ts';
