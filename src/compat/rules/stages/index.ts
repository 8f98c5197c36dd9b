import type { Rule, RuleTable } from '../../rule.ts';
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
export const STAGES: readonly Rule[] = Object.values({
  'stage-key': STAGE_KEY,
  'stage-hook': STAGE_HOOK,
  'stage-action': STAGE_ACTION,
  'stage-folder': STAGE_FOLDER,
  'stage-unused': STAGE_UNUSED,
  'stage-upgrade': STAGE_UPGRADE,
  'stage-skew': STAGE_SKEW,
  'stage-expression': STAGE_EXPRESSION,
  'stage-object': STAGE_OBJECT,
  'stage-order': STAGE_ORDER,
} satisfies RuleTable<'stages'>);
