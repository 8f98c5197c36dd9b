import type { RulesReport } from '../result.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { RulesReport as Output } from '../result.ts';

export default defineVerb<RulesReport>({
  name: 'explain',
  summary: 'tell what a finding’s code means, with an example that passes and one that fails',
  example: 'stage-upgrade',
  order: 100,
  words: { name: '<code>', description: 'a code, as findings have it' },
  flags: [],
  run: async ({ words: [code = ''] }) => (await import('../compat/index.ts')).describeRules(code),
  async show(report, { json, words: [code = ''] }) {
    return json ? printJson(report) : (await import('../compat/index.ts')).formatExplanation(code);
  },
  exitCode: () => 0,
});
