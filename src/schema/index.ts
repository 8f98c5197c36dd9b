import { ReleaseError } from '../errors.ts';
import output from '../output.schema.json' with { type: 'json' };
import { formatSuggestion } from '../suggest.ts';
import catalog from './catalog.schema.json' with { type: 'json' };
import clusteraddon from './clusteraddon.schema.json' with { type: 'json' };
import compatibility from './compatibility.schema.json' with { type: 'json' };
import csctl from './csctl.schema.json' with { type: 'json' };
import graph from './graph.schema.json' with { type: 'json' };
import releases from './releases.schema.json' with { type: 'json' };
import stack from './stack.schema.json' with { type: 'json' };
import versions from './versions.schema.json' with { type: 'json' };

export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schemas by the files that they are of; `output` is what --json prints. */
const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  catalog,
  clusteraddon,
  compatibility,
  csctl,
  graph,
  output,
  releases,
  stack,
  versions,
};

export const SCHEMA_NAMES: readonly string[] = Object.keys(SCHEMAS);

/**
 * The JSON Schema of a file.
 * @throws ReleaseError `usage` for an unknown name
 */
export function findSchema(name: string): JsonSchema {
  const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
  if (schema !== undefined) return schema;
  throw new ReleaseError('usage', `no schema ${name}; there are ${SCHEMA_NAMES.join(', ')}${formatSuggestion(name, SCHEMA_NAMES)}`);
}
