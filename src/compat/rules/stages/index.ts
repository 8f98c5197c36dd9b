import type { Rule } from '../../rule.ts';
import { STAGE_ACTION } from './stage-action.ts';
import { STAGE_EXPRESSION } from './stage-expression.ts';
import { STAGE_FOLDER } from './stage-folder.ts';
import { STAGE_HOOK } from './stage-hook.ts';
import { STAGE_KEY } from './stage-key.ts';
import { STAGE_OBJECT } from './stage-object.ts';
import { STAGE_ORDER } from './stage-order.ts';
import { STAGE_SKEW } from './stage-skew.ts';
import { STAGE_UNUSED } from './stage-unused.ts';
import { STAGE_UPGRADE } from './stage-upgrade.ts';

/** Stages as CSO runs them. */
export const STAGES: readonly Rule[] = [
  STAGE_KEY,
  STAGE_HOOK,
  STAGE_ACTION,
  STAGE_FOLDER,
  STAGE_UNUSED,
  STAGE_UPGRADE,
  STAGE_SKEW,
  STAGE_EXPRESSION,
  STAGE_OBJECT,
  STAGE_ORDER,
];
