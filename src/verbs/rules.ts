import { defineVerb } from './common/verb.ts';

/** All that is checked needs no stack, so the report is the text. */
export default defineVerb<string>({
  name: 'rules',
  summary: 'list what is checked',
  example: '',
  order: 90,
  flags: [{ flags: '--markdown', description: 'print all of it, with examples, as a document' }],
  async run({ json, markdown }) {
    const { formatRules, formatRulesDocument, formatRulesJson } = await import('../compat/index.ts');
    if (json) return formatRulesJson();
    return markdown ? formatRulesDocument() : formatRules();
  },
  show: (text) => text,
  exitCode: () => 0,
});
