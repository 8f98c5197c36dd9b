import { diffLines } from '../../lifecycle/index.ts';

/** Two texts as `diff -u` shows them. */
export function diffTexts(path: string, before: string, after: string): string {
  const hunks = diffLines(before, after) ?? ['The two have little in common.'];
  return [`--- a/${path}`, `+++ b/${path}`, ...hunks, ''].join('\n');
}
