import { defineVerb } from './common/verb.ts';

export default defineVerb<string>({
  name: 'explain',
  summary: 'tell what a finding’s code means, why it matters, and how it is right',
  example: 'stage-upgrade',
  order: 100,
  words: { name: '<code>', description: 'a code, as findings have it' },
  flags: [],
  async run({ words: [code = ''] }) {
    const { loadDocuments } = await import('../compat/index.ts');
    return (await loadDocuments()).formatExplanation(code);
  },
  show: (text) => text,
  exitCode: () => 0,
});
