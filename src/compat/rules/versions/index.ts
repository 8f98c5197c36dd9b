import type { Rule, RuleTable } from '../../rule.ts';
import { ADDON_VERSION } from './addon-version.ts';
import { CHART_KUBE_VERSION } from './chart-kube-version.ts';

export const VERSIONS: readonly Rule[] = Object.values({
  'addon-version': ADDON_VERSION,
  'chart-kube-version': CHART_KUBE_VERSION,
} satisfies RuleTable<'versions'>);
