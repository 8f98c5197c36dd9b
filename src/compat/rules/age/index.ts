import type { Rule } from '../../rule.ts';
import { knowledgeAge } from './knowledge-age.ts';
import { kubernetesEndOfLife } from './kubernetes-end-of-life.ts';
import { kubernetesPatch } from './kubernetes-patch.ts';

export { judgeLines } from './judge-lines.ts';

export const AGE: readonly Rule[] = [kubernetesEndOfLife, kubernetesPatch, knowledgeAge];
