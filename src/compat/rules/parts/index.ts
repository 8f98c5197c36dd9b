import type { Rule, RuleTable } from '../../rule.ts';
import { CHART_LOCK } from './chart-lock.ts';
import { DEPENDENCY_EXTRA } from './dependency-extra.ts';
import { DEPENDENCY_MISSING } from './dependency-missing.ts';
import { DEPENDENCY_SECRET } from './dependency-secret.ts';
import { DEPENDENCY_VERSION } from './dependency-version.ts';
import { SUBCHART } from './subchart.ts';
import { VALUE_UNREAD } from './value-unread.ts';
import { VALUES_FIELD } from './values-field.ts';

/** Parts that must agree with each other. */
export const PARTS: readonly Rule[] = Object.values({
  'dependency-version': DEPENDENCY_VERSION,
  'dependency-missing': DEPENDENCY_MISSING,
  'dependency-extra': DEPENDENCY_EXTRA,
  'dependency-secret': DEPENDENCY_SECRET,
  'chart-lock': CHART_LOCK,
  subchart: SUBCHART,
  'value-unread': VALUE_UNREAD,
  'values-field': VALUES_FIELD,
} satisfies RuleTable<'parts'>);
