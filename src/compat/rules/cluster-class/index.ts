import type { Rule } from '../../rule.ts';

export const CLUSTER_CLASS: readonly Rule[] = [];
