export { mapLimited } from './limit.ts';
export { nameOf, readLines } from './read-lines.ts';
export { describeContent, runLines } from './run-lines.ts';
export { askTargets, lazyContent, publishTargets, reportFailures } from './targets.ts';
export { openWorld, type World } from './world.ts';
