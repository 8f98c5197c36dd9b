import { acceptsVersion, parseConstraint } from '../../../chart/index.ts';
import type { Verdict } from '../../../finding.ts';
import { formatKubernetesVersion, type KubernetesVersion } from '../../../version/index.ts';
import type { Knowledge } from '../../knowledge/index.ts';
import { findAppVersion, findChartVersions } from './chart-versions.ts';
import { judgeVersion } from './judge-version.ts';

/** A version of a chart that could be taken, as its repository lists it. */
export interface ChartCandidate {
  readonly name: string;
  readonly version: string;
  readonly appVersion?: string;
  readonly kubeVersion?: string;
}

/** Whether a chart would go with a Kubernetes version, as the rules about addons say it. */
export function judgeChart(
  { addons }: Pick<Knowledge, 'addons'>,
  { name, version, appVersion, kubeVersion }: ChartCandidate,
  kubernetes: KubernetesVersion,
): { readonly verdict: Verdict; readonly message: string } {
  const constraint = kubeVersion === undefined ? undefined : parseConstraint(kubeVersion);
  if (constraint && !acceptsVersion(constraint, formatKubernetesVersion(kubernetes))) {
    return { verdict: 'warn', message: `its kubeVersion ${kubeVersion} does not accept ${formatKubernetesVersion(kubernetes)}` };
  }
  const rule = addons.rules.find(({ chart }) => chart === name);
  if (rule === undefined) return { verdict: 'unknown', message: 'no rule knows this addon' };
  const compared = rule.compare === 'version' ? version : (appVersion ?? findAppVersion(findChartVersions(addons, name), version));
  if (compared === undefined) return { verdict: 'unknown', message: 'what it holds is not known' };
  const { verdict, finding } = judgeVersion(rule, compared, kubernetes);
  return { verdict, message: `${compared} ${finding}` };
}
