import type { Judgement, Rule } from '../../rule.ts';
import { listAppliedCharts } from './list-applied.ts';

export const RENDER_INVALID: Rule = {
  code: 'render-invalid',
  title: 'everything that a chart renders is YAML and an object',
  why: 'CSO reads all of a chart before it applies any of it: one document that it cannot read, and nothing of the chart is applied.',
  source: 'Cluster Stack Operator, pkg/kube: parseK8sYaml',
  isCause: true,
  verdicts: ['refuse', 'unknown'],
  passes: { files: { 'cluster-addon/cni/crds/policy.yaml': '# moved to the policy addon\n' } },
  fails: {
    files: { 'cluster-addon/cni/crds/policy.yaml': 'kind: [CustomResourceDefinition\n' },
    note: 'Helm passes the files of crds/ on without looking',
  },
  check: (facts) =>
    listAppliedCharts(facts).flatMap(({ subject, rendering }) => {
      if (rendering.kind !== 'rendered') return [];
      return rendering.problems.map(({ message, place }): Judgement => {
        // Helm reads what templates render and would have failed; where it did not, this parser may be the stricter one.
        if (!/(?:^|\/)crds\//.test(place.file)) {
          return {
            verdict: 'unknown',
            subject,
            place,
            message: `was rendered by Helm but could not be read here, and was not checked: ${message}`,
          };
        }
        return { verdict: 'refuse', subject, place, message: `${message}; CSO then applies nothing of this chart` };
      });
    }),
};
