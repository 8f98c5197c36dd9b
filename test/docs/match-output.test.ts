import { expect, test } from 'vitest';
import { matchOutput } from './match-output.ts';

const SHOWN = ['released  a  sha256:…', '  …', '1 released'];

test.each([
  ['the same', 'released  a  sha256:1f\nx\n\ny\n1 released\n', SHOWN.join('\n')],
  ['no lines for the dots', 'released  a  sha256:1f\n1 released\n', SHOWN.join('\n')],
  ['another word', 'released  b  sha256:1f\n1 released\n', 'released  b  sha256:1f\n1 released'],
  ['a line more', 'released  a  sha256:1f\n1 released\n2\n', 'released  a  sha256:1f\n1 released\n2'],
  ['a line less', 'released  a  sha256:1f\n', 'released  a  sha256:1f'],
])('%s', (_, printed, expected) => {
  expect(matchOutput(SHOWN, printed)).toBe(expected);
});
