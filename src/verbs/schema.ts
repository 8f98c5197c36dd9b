import { defineVerb } from './common/verb.ts';

export default defineVerb<string>({
  name: 'schema',
  summary: 'print the JSON Schema of a file, for editors',
  example: 'compatibility > compatibility.schema.json',
  order: 110,
  words: { name: '<name>', description: 'clusteraddon, compatibility, csctl, output, stack or versions' },
  flags: [],
  run: async ({ words: [name = ''] }) => (await import('../schema/index.ts')).formatSchema(name),
  show: (text) => text,
  exitCode: () => 0,
});
