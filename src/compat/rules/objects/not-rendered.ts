import { type Chart, CLASS_KUBERNETES_VERSION, checkKubeVersion, STAND_IN } from '../../../chart/index.ts';
import { formatCount } from '../../../text.ts';
import { formatKubernetesVersion } from '../../../version/index.ts';
import { isComplete } from '../../completeness.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { type AppliedChart, listAppliedCharts } from './list-applied.ts';

/** The subject of what holds for every chart alike. */
export const ALL_RENDERINGS = 'rendering';

export const NOT_RENDERED: Rule<'not-rendered'> = {
  code: 'not-rendered',
  title: 'Helm renders the cluster class and every addon',
  why: 'CSO skips an addon that does not render, yet reports the addons as ready: a cluster without a CNI, for example. A cluster class that does not render is never created.',
  source: 'how CSO renders charts',
  verdicts: ['refuse', 'ok', 'unknown'],
  passes: { files: { 'cluster-addon/cni/templates/cni.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cni}\n' } },
  fails: {
    files: { 'cluster-addon/cni/templates/cni.yaml': '{{ fail "set cni.mtu" }}\n' },
    note: 'a template needs a value that the release does not set',
  },
  check: (facts) => {
    const charts = listAppliedCharts(facts);
    const judgements = charts.flatMap(({ subject, cluster, chart, rendering }): Judgement[] => {
      const place = { file: chart.yaml.file };
      if (rendering.kind === 'rendered') {
        if (rendering.guessed !== undefined) {
          const { message, place: asked } = rendering.guessed;
          return [{ verdict: 'unknown', subject, place: asked, message: `${message}; it was checked with ${STAND_IN} in its place` }];
        }
        // Another rule tells what it renders and cannot be read.
        if (!isComplete(rendering)) return [];
        return [{ verdict: 'ok', subject, place, message: `renders to ${formatCount(rendering.objects.length, 'object')}` }];
      }
      if (rendering.kind === 'failed') {
        if (isForeseen(chart, cluster, facts)) return [];
        const lost = cluster === 'workload' ? 'clusters would get nothing of it' : 'there would be no ClusterClass';
        return [
          { verdict: 'refuse', subject, place: rendering.place, message: `Helm does not render it, so ${lost}: ${rendering.message}` },
        ];
      }
      if (isAboutAll(rendering.reason)) return [];
      const absent = chart.dependencies.filter(({ name }) => facts.notAtHand?.includes(name));
      const why =
        absent.length === 0
          ? rendering.message
          : `${absent.map(({ name, version }) => `${name} ${version}`).join(', ')} is not downloaded; plan and release fetch it and check all of it`;
      return [{ verdict: 'unknown', subject, place, message: `was not rendered, so its objects were not checked: ${why}` }];
    });
    const untold = charts.find(({ rendering }) => rendering.kind === 'skipped' && isAboutAll(rendering.reason))?.rendering;
    if (untold?.kind !== 'skipped') return judgements;
    const message = `no chart was rendered, so no object was checked: ${untold.message}`;
    return [...judgements, { verdict: 'unknown', subject: ALL_RENDERINGS, message }];
  },
};

/** Whether the reading of the stack told already why Helm refuses the chart: of its kubeVersion. */
function isForeseen(chart: Chart, cluster: AppliedChart['cluster'], { stack, kubernetes }: Facts): boolean {
  const version = cluster === 'management' ? CLASS_KUBERNETES_VERSION : formatKubernetesVersion(kubernetes);
  return stack !== undefined && checkKubeVersion(chart, version, '').length > 0;
}

/** Reasons that hold for every chart alike are given once. */
function isAboutAll(reason: string): boolean {
  return reason === 'no-helm' || reason === 'not-asked';
}
