import type { Rule } from '../../rule.ts';
import { KNOWLEDGE_AGE } from './knowledge-age.ts';
import { KUBERNETES_END_OF_LIFE } from './kubernetes-end-of-life.ts';
import { KUBERNETES_PATCH } from './kubernetes-patch.ts';

export { judgeLines } from './judge-lines.ts';

export const AGE: readonly Rule[] = [KUBERNETES_END_OF_LIFE, KUBERNETES_PATCH, KNOWLEDGE_AGE];
