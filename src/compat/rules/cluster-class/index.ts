import type { Rule, RuleTable } from '../../rule.ts';
import { CLASS_API } from './class-api.ts';
import { CLASS_FIELD } from './class-field.ts';
import { CLASS_NAME } from './class-name.ts';
import { CLASS_NAMED_OBJECT } from './class-named-object.ts';
import { CLASS_PATCH } from './class-patch.ts';
import { CLASS_PATCH_FIELD } from './class-patch-field.ts';
import { CLASS_PATCH_FORM } from './class-patch-form.ts';
import { CLASS_PATCH_OVERWRITES } from './class-patch-overwrites.ts';
import { CLASS_PATCH_VALUE } from './class-patch-value.ts';
import { CLASS_REF } from './class-ref.ts';
import { CLASS_RIGHTS } from './class-rights.ts';
import { CLASS_SELECTOR } from './class-selector.ts';
import { CLASS_STRUCTURE } from './class-structure.ts';
import { CLASS_TEMPLATE } from './class-template.ts';
import { CLASS_VARIABLE } from './class-variable.ts';
import { CLASS_VARIABLE_SCHEMA } from './class-variable-schema.ts';
import { MANAGEMENT_CLUSTER } from './management-cluster.ts';

/** ClusterClass: what Cluster API's webhook refuses, and what breaks when clusters are made. */
export const CLUSTER_CLASS: readonly Rule[] = Object.values({
  'class-name': CLASS_NAME,
  'class-structure': CLASS_STRUCTURE,
  'class-ref': CLASS_REF,
  'class-named-object': CLASS_NAMED_OBJECT,
  'class-template': CLASS_TEMPLATE,
  'class-api': CLASS_API,
  'management-cluster': MANAGEMENT_CLUSTER,
  'class-rights': CLASS_RIGHTS,
  'class-field': CLASS_FIELD,
  'class-variable': CLASS_VARIABLE,
  'class-variable-schema': CLASS_VARIABLE_SCHEMA,
  'class-patch-form': CLASS_PATCH_FORM,
  'class-selector': CLASS_SELECTOR,
  'class-patch-field': CLASS_PATCH_FIELD,
  'class-patch': CLASS_PATCH,
  'class-patch-value': CLASS_PATCH_VALUE,
  'class-patch-overwrites': CLASS_PATCH_OVERWRITES,
} satisfies RuleTable<'cluster-class'>);
