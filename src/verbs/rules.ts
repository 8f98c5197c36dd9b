import type { RulesReport } from '../result.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { RulesReport as Output } from '../result.ts';

export default defineVerb<RulesReport>({
  name: 'rules',
  summary: 'list what is checked',
  example: '--markdown',
  order: 310,
  flags: [{ flags: '--markdown', description: 'print all of it, with examples, as a document' }],
  run: async () => (await import('../format-rules.ts')).describeRules(),
  async show(report, { json, markdown }) {
    if (json) return printJson(report);
    const { formatRules, formatRulesDocument } = await import('../format-rules.ts');
    return markdown ? formatRulesDocument() : formatRules();
  },
  exitCode: () => 0,
});
