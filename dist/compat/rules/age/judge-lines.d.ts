import { type KubernetesVersion } from '../../../version/index.js';
import type { Knowledge } from '../../knowledge/index.js';
import type { Judgement } from '../../rule.js';
/**
 * The demands of scs-0210-v2 on a provider: the newest minor within four months and each newest patch within a month. It is a
 * statement about all that a source offers, so no rule for one stack. What the dated list does not reach is unknown.
 *
 * @param lines the newest Kubernetes version of each line
 */
export declare function judgeLines(lines: readonly KubernetesVersion[], { kubernetes: table }: Knowledge, today: string): Judgement[];
