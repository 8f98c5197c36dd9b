import type { Rule } from '../../rule.ts';

export const AGE: readonly Rule[] = [];
