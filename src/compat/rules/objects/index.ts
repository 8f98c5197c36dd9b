import type { Rule } from '../../rule.ts';

export const OBJECTS: readonly Rule[] = [];
