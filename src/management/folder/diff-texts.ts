import { createTwoFilesPatch } from 'diff';

/** Two texts as `diff -u` shows them. */
export function diffTexts(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 2 });
  // Its first line is a rule above the names.
  return patch.slice(patch.indexOf('\n') + 1).replaceAll(/^(---|\+\+\+ .*)\t$/gm, '$1');
}
