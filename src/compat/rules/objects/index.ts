import type { Rule, RuleTable } from '../../rule.ts';
import { DUPLICATE_ENTRY } from './duplicate-entry.ts';
import { DUPLICATE_OBJECT } from './duplicate-object.ts';
import { FOREIGN_NAMESPACE } from './foreign-namespace.ts';
import { HELM_HOOK } from './helm-hook.ts';
import { NOT_RENDERED } from './not-rendered.ts';
import { OBJECT_FIELD } from './object-field.ts';
import { REMOVED_API } from './removed-api.ts';
import { RENDER_INVALID } from './render-invalid.ts';
import { SCHEMA_REFERENCE } from './schema-reference.ts';
import { UNAPPLIABLE_OBJECT } from './unappliable-object.ts';
import { UNSERVED_API } from './unserved-api.ts';
import { UNSTABLE_RENDERING } from './unstable-rendering.ts';
import { VERSION_IN_SPEC } from './version-in-spec.ts';

/** Rules on rendered charts: what CSO and the API server do with them. */
export const OBJECTS: readonly Rule[] = Object.values({
  'not-rendered': NOT_RENDERED,
  'schema-reference': SCHEMA_REFERENCE,
  'render-invalid': RENDER_INVALID,
  'removed-api': REMOVED_API,
  'unserved-api': UNSERVED_API,
  'object-field': OBJECT_FIELD,
  'foreign-namespace': FOREIGN_NAMESPACE,
  'unappliable-object': UNAPPLIABLE_OBJECT,
  'duplicate-object': DUPLICATE_OBJECT,
  'duplicate-entry': DUPLICATE_ENTRY,
  'helm-hook': HELM_HOOK,
  'unstable-rendering': UNSTABLE_RENDERING,
  'version-in-spec': VERSION_IN_SPEC,
} satisfies RuleTable<'objects'>);
