import type { Rule } from '../../rule.ts';

export const PARTS: readonly Rule[] = [];
