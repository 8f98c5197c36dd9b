import type { Judgement, Rule } from '../../rule.ts';
import { listAppliedCharts } from './list-applied.ts';

export const RENDER_INVALID: Rule<'render-invalid'> = {
  code: 'render-invalid',
  title: 'every document that a chart renders is YAML and an object',
  why: 'CSO reads the whole output of a chart before it applies any of it. If it cannot read one document, it applies nothing of the chart.',
  source: 'CSO, pkg/kube: parseK8sYaml',
  verdicts: ['refuse', 'unknown'],
  passes: { files: { 'cluster-addon/cni/crds/policy.yaml': '# moved to the policy addon\n' } },
  fails: {
    files: { 'cluster-addon/cni/crds/policy.yaml': 'kind: [CustomResourceDefinition\n' },
    note: 'Helm passes on the files in crds/ without reading them',
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
