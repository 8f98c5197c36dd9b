import type { Rule } from '../../rule.ts';
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
export const CLUSTER_CLASS: readonly Rule[] = [
  CLASS_NAME,
  CLASS_STRUCTURE,
  CLASS_REF,
  CLASS_NAMED_OBJECT,
  CLASS_TEMPLATE,
  CLASS_API,
  MANAGEMENT_CLUSTER,
  CLASS_RIGHTS,
  CLASS_FIELD,
  CLASS_VARIABLE,
  CLASS_VARIABLE_SCHEMA,
  CLASS_PATCH_FORM,
  CLASS_SELECTOR,
  CLASS_PATCH_FIELD,
  CLASS_PATCH,
  CLASS_PATCH_VALUE,
  CLASS_PATCH_OVERWRITES,
];
