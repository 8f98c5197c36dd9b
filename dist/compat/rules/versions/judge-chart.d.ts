import type { Verdict } from '../../../finding.js';
import { type KubernetesVersion } from '../../../version/index.js';
import type { Knowledge } from '../../knowledge/index.js';
/** A version of a chart that could be taken, as its repository lists it. */
export interface ChartCandidate {
    readonly name: string;
    readonly version: string;
    readonly appVersion?: string;
    readonly kubeVersion?: string;
}
/** Whether a chart would go with a Kubernetes version, as the rules about addons say it. */
export declare function judgeChart({ addons }: Pick<Knowledge, 'addons'>, { name, version, appVersion, kubeVersion }: ChartCandidate, kubernetes: KubernetesVersion): {
    readonly verdict: Verdict;
    readonly message: string;
};
