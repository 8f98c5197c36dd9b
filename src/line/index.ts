export { mapLimited } from './limit.ts';
export type { Next } from './next-release.ts';
export { nameOf, readLines } from './read-lines.ts';
export { describeContent, runLines } from './run-lines.ts';
export { openWorld, type World } from './world.ts';
