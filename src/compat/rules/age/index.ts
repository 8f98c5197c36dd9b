import type { Rule, RuleTable } from '../../rule.ts';
import { KNOWLEDGE_AGE } from './knowledge-age.ts';
import { KUBERNETES_END_OF_LIFE } from './kubernetes-end-of-life.ts';
import { KUBERNETES_PATCH } from './kubernetes-patch.ts';

export { judgeLines } from './judge-lines.ts';

export const AGE: readonly Rule[] = Object.values({
  'kubernetes-end-of-life': KUBERNETES_END_OF_LIFE,
  'kubernetes-patch': KUBERNETES_PATCH,
  'knowledge-age': KNOWLEDGE_AGE,
} satisfies RuleTable<'age'>);
