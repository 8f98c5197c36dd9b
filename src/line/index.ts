export { checkLines } from './check-lines.ts';
export { readHelmVersion } from './checker.ts';
export { NUMBERING_CODES, SOURCE_CODES } from './codes.ts';
export { publishDirectories } from './publish-directories.ts';
export { runLines } from './run-lines.ts';
