import type { Rule } from '../../rule.ts';
import { CHART_LOCK } from './chart-lock.ts';
import { DEPENDENCY_EXTRA } from './dependency-extra.ts';
import { DEPENDENCY_MISSING } from './dependency-missing.ts';
import { DEPENDENCY_SECRET } from './dependency-secret.ts';
import { DEPENDENCY_VERSION } from './dependency-version.ts';
import { SUBCHART } from './subchart.ts';
import { VALUE_UNREAD } from './value-unread.ts';

/** Parts that must agree with each other. */
export const PARTS: readonly Rule[] = [
  DEPENDENCY_VERSION,
  DEPENDENCY_MISSING,
  DEPENDENCY_EXTRA,
  DEPENDENCY_SECRET,
  CHART_LOCK,
  SUBCHART,
  VALUE_UNREAD,
];
