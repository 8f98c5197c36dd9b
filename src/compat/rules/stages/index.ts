import type { Rule } from '../../rule.ts';

export const STAGES: readonly Rule[] = [];
