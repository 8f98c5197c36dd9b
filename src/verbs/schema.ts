import type { SchemaReport } from '../result.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { SchemaReport as Output } from '../result.ts';

export default defineVerb<SchemaReport>({
  name: 'schema',
  summary: 'print the JSON Schema of a file, for editors',
  example: 'compatibility > compatibility.schema.json',
  order: 330,
  words: { name: '<name>', description: 'catalog, clusteraddon, compatibility, csctl, graph, output, releases, stack or versions' },
  flags: [],
  run: async ({ words: [name = ''] }) => ({ schemaVersion: 1, schema: (await import('../schema/index.ts')).findSchema(name) }),
  show: (report, { json }) => printJson(json ? report : report.schema),
  exitCode: () => 0,
});
