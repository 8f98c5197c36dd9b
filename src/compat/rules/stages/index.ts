import type { Rule } from '../../rule.ts';
import { stageAction } from './stage-action.ts';
import { stageExpression } from './stage-expression.ts';
import { stageFolder } from './stage-folder.ts';
import { stageHook } from './stage-hook.ts';
import { stageKey } from './stage-key.ts';
import { stageObject } from './stage-object.ts';
import { stageOrder } from './stage-order.ts';
import { stageSkew } from './stage-skew.ts';
import { stageUnused } from './stage-unused.ts';
import { stageUpgrade } from './stage-upgrade.ts';

/** Stages as CSO runs them. */
export const STAGES: readonly Rule[] = [
  stageKey,
  stageHook,
  stageAction,
  stageFolder,
  stageUnused,
  stageUpgrade,
  stageSkew,
  stageExpression,
  stageObject,
  stageOrder,
];
