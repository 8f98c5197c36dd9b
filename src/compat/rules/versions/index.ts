import type { Rule } from '../../rule.ts';
import { ADDON_VERSION } from './addon-version.ts';
import { CHART_KUBE_VERSION } from './chart-kube-version.ts';

export const VERSIONS: readonly Rule[] = [ADDON_VERSION, CHART_KUBE_VERSION];
