import type { Rule } from '../../rule.ts';
import { ADDON_ADDED } from './addon-added.ts';
import { ADDON_DOWNGRADED } from './addon-downgraded.ts';
import { ADDON_DROPPED } from './addon-dropped.ts';
import { ADDON_STEP } from './addon-step.ts';
import { CLASS_REFERENCE } from './class-reference.ts';
import { KUBERNETES_LOWERED } from './kubernetes-lowered.ts';
import { MINOR_SKIPPED } from './minor-skipped.ts';
import { STAGE_REMOVED } from './stage-removed.ts';
import { TEMPLATE_CHANGED } from './template-changed.ts';
import { VARIABLE_NARROWED } from './variable-narrowed.ts';
import { VARIABLE_REMOVED } from './variable-removed.ts';
import { VARIABLE_REQUIRED } from './variable-required.ts';
import { VARIABLE_RETYPED } from './variable-retyped.ts';
import { WORKER_CLASS_REMOVED } from './worker-class-removed.ts';

/** What happens to clusters of earlier releases when they take this one. Without earlier releases none has anything to say. */
export const UPGRADES: readonly Rule[] = [
  ADDON_ADDED,
  ADDON_DROPPED,
  STAGE_REMOVED,
  ADDON_DOWNGRADED,
  ADDON_STEP,
  KUBERNETES_LOWERED,
  MINOR_SKIPPED,
  CLASS_REFERENCE,
  WORKER_CLASS_REMOVED,
  TEMPLATE_CHANGED,
  VARIABLE_REMOVED,
  VARIABLE_REQUIRED,
  VARIABLE_RETYPED,
  VARIABLE_NARROWED,
];
