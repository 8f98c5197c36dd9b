export { checkLines } from './check-lines.ts';
export { readHelmVersion } from './checker.ts';
export { publishDirectories } from './publish-directories.ts';
export { publishTargets } from './publish-targets.ts';
export { nameOf, readLines } from './read-lines.ts';
export { runLines } from './run-lines.ts';
export { askTargets, digestOf, lazyContent, reportFailures } from './targets.ts';
export { openWorld, type World } from './world.ts';
