import type { Rule } from '../../rule.ts';
import { addonVersion } from './addon-version.ts';
import { chartKubeVersion } from './chart-kube-version.ts';

export const VERSIONS: readonly Rule[] = [addonVersion, chartKubeVersion];
