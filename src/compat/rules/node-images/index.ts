import type { Rule } from '../../rule.ts';

export const NODE_IMAGES: readonly Rule[] = [];
