import { expect, test } from 'vitest';
import { explainState } from '../../src/catalog/pages/words.ts';

test.each([
  ['it is broken', ['This release is ', { kind: 'strong', text: 'withdrawn' }, ': it is broken.']],
  ['It is broken.', ['This release is ', { kind: 'strong', text: 'withdrawn' }, ': It is broken.']],
])('a reason ends as a sentence: %s', (reason, told) => {
  expect(explainState({ name: 'withdrawn', reason }, () => false)).toEqual(told);
});
