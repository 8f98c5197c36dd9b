import type { Judgement, Rule } from '../../rule.ts';
import { listCharts } from './charts.ts';

export const SUBCHART: Rule<'subchart'> = {
  code: 'subchart',
  title: 'every archive and folder in charts/ is a chart',
  why: 'If one chart in charts/ cannot be loaded, Helm fails on the whole chart. CSO then reports the addon as ready without installing anything.',
  source: 'Helm 3.19, loader.LoadFiles',
  verdicts: ['refuse'],
  passes: { files: { 'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.17.4\n' } },
  fails: { files: { 'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\n' }, note: 'the chart has no version' },
  check: (facts) =>
    listCharts(facts).flatMap((chart) =>
      chart.subcharts.flatMap(({ path, place, content }): Judgement[] => {
        if (content.kind === 'chart') return [];
        return [{ verdict: 'refuse', subject: path, message: `${content.why}; vendor it again or delete it`, place }];
      }),
    ),
};
