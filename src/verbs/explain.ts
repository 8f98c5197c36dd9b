import type { RulesReport } from '../result.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { RulesReport as Output } from '../result.ts';

export default defineVerb<RulesReport>({
  name: 'explain',
  summary: 'explain the code of a finding, with an example that passes and one that fails',
  example: 'stage-upgrade',
  order: 320,
  words: { name: '<code>', description: 'the code of a finding' },
  flags: [],
  run: async ({ words: [code = ''] }) => (await import('../format-rules.ts')).describeRules(code),
  async show(report, { json, words: [code = ''] }) {
    return json ? printJson(report) : (await import('../format-rules.ts')).formatExplanation(code);
  },
  exitCode: () => 0,
});
