import { ReleaseError } from '../errors.ts';
import output from '../output.schema.json' with { type: 'json' };
import { formatSuggestion } from '../suggest.ts';
import clusteraddon from './clusteraddon.schema.json' with { type: 'json' };
import compatibility from './compatibility.schema.json' with { type: 'json' };
import csctl from './csctl.schema.json' with { type: 'json' };
import stack from './stack.schema.json' with { type: 'json' };
import versions from './versions.schema.json' with { type: 'json' };

/** JSON Schemas by the files that they are of; `output` is what --json prints. */
const SCHEMAS: Readonly<Record<string, object>> = { clusteraddon, compatibility, csctl, output, stack, versions };

export const SCHEMA_NAMES: readonly string[] = Object.keys(SCHEMAS);

/**
 * A JSON Schema as text.
 * @throws ReleaseError `usage` when there is none of this name
 */
export function formatSchema(name: string): string {
  const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
  if (schema !== undefined) return `${JSON.stringify(schema, null, 2)}\n`;
  throw new ReleaseError(
    'usage',
    `there is no schema ${name}; there are ${SCHEMA_NAMES.join(', ')}${formatSuggestion(name, SCHEMA_NAMES)}`,
  );
}
