import { defineVerb } from './common/verb.ts';

export default defineVerb<string>({
  name: 'explain',
  summary: 'explain the code of a finding, with examples',
  example: 'stage-upgrade',
  order: 100,
  words: { name: '<code>', description: 'the code of a finding' },
  flags: [],
  run: async ({ words: [code = ''] }) => (await import('../format-rules.ts')).formatExplanation(code),
  show: (text) => text,
  exitCode: () => 0,
});
