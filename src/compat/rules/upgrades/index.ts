import type { Rule } from '../../rule.ts';

export const UPGRADES: readonly Rule[] = [];
