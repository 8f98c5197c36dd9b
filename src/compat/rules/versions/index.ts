import type { Rule } from '../../rule.ts';

export const VERSIONS: readonly Rule[] = [];
