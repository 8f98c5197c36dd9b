import type { Rule, RuleTable } from '../../rule.ts';
import { ADDON_ADDED } from './addon-added.ts';
import { ADDON_BUMP } from './addon-bump.ts';
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

/** Rules on what happens to clusters of earlier releases when they take this one. Without earlier releases they say nothing. */
export const UPGRADES: readonly Rule[] = Object.values({
  'addon-added': ADDON_ADDED,
  'addon-dropped': ADDON_DROPPED,
  'stage-removed': STAGE_REMOVED,
  'addon-bump': ADDON_BUMP,
  'addon-downgraded': ADDON_DOWNGRADED,
  'addon-step': ADDON_STEP,
  'kubernetes-lowered': KUBERNETES_LOWERED,
  'minor-skipped': MINOR_SKIPPED,
  'class-reference': CLASS_REFERENCE,
  'worker-class-removed': WORKER_CLASS_REMOVED,
  'template-changed': TEMPLATE_CHANGED,
  'variable-removed': VARIABLE_REMOVED,
  'variable-required': VARIABLE_REQUIRED,
  'variable-retyped': VARIABLE_RETYPED,
  'variable-narrowed': VARIABLE_NARROWED,
} satisfies RuleTable<'upgrades'>);
