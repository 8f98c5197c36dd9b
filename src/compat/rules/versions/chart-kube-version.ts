import { acceptsVersion, parseConstraint } from '../../../chart/index.ts';
import { formatKubernetesVersion } from '../../../version/index.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listDeployedCharts } from './deployed-charts.ts';

const CHART = 'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: agent, version: 1.0.0}\n';

export const CHART_KUBE_VERSION: Rule<'chart-kube-version'> = {
  code: 'chart-kube-version',
  title: 'the charts inside an addon accept the stack’s Kubernetes version',
  why: 'Helm checks the kubeVersion of the chart that it renders, but not of the charts inside it. A subchart that says it does not support this version is deployed anyway.',
  source: 'https://helm.sh/docs/topics/charts/#the-kubeversion-field',
  verdicts: ['warn', 'ok'],
  passes: {
    files: {
      'cluster-addon/cni/Chart.yaml': CHART,
      'cluster-addon/cni/charts/agent/Chart.yaml': "apiVersion: v2\nname: agent\nversion: 1.0.0\nkubeVersion: '>= 1.28.0-0'\n",
    },
  },
  fails: {
    files: {
      'cluster-addon/cni/Chart.yaml': CHART,
      'cluster-addon/cni/charts/agent/Chart.yaml': "apiVersion: v2\nname: agent\nversion: 1.0.0\nkubeVersion: '>= 1.34.0-0'\n",
    },
  },
  check: ({ addons, kubernetes }: Facts) =>
    addons.flatMap(listDeployedCharts).flatMap(({ name: subject, depth, state, content }): Judgement[] => {
      // The addon's own is checked as it is read: Helm refuses to render it.
      if (depth === 0 || state === 'off' || content.kind !== 'chart') return [];
      const { kubeVersion } = content.chart;
      if (kubeVersion === undefined || kubeVersion.source === '') return [];
      const { source: text, place } = kubeVersion;
      const constraint = parseConstraint(text);
      const version = formatKubernetesVersion(kubernetes);
      const shown = `kubeVersion ${JSON.stringify(text)}`;
      if (constraint === undefined)
        return [
          { verdict: 'warn', subject, message: `${shown} is not a constraint that Helm can read, so it says nothing of ${version}`, place },
        ];
      if (acceptsVersion(constraint, version)) return [{ verdict: 'ok', subject, message: `${shown} accepts ${version}`, place }];
      const message = `${shown} does not accept ${version}: its vendor does not support it there, and Helm deploys it all the same. Take a version of the chart that does`;
      return [{ verdict: 'warn', subject, message, place }];
    }),
};
