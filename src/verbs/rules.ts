import { JSON_OUTPUT } from './common/flags.ts';
import { defineVerb } from './common/verb.ts';

/** All that is checked needs no stack, so the report is the text. */
export default defineVerb<string>({
  name: 'rules',
  summary: 'list what is checked',
  example: '',
  order: 90,
  flags: [
    { ...JSON_OUTPUT, description: 'print the list as JSON' },
    { flags: '--markdown', description: 'print all of it, with examples, as a document' },
  ],
  async run({ json, markdown }) {
    const { loadDocuments } = await import('../compat/index.ts');
    const { formatRules, formatRulesDocument, formatRulesJson } = await loadDocuments();
    if (json) return formatRulesJson();
    return markdown ? formatRulesDocument() : formatRules();
  },
  show: (text) => text,
  exitCode: () => 0,
});
