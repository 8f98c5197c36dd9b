import type { Chart } from '../../../chart/index.ts';
import { acceptsDependency } from '../../../chart/index.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { describeChart, listCharts, listVendored } from './charts.ts';

export const DEPENDENCY_EXTRA: Rule<'dependency-extra'> = {
  code: 'dependency-extra',
  title: 'charts/ holds nothing that Chart.yaml does not name',
  why: 'Helm renders every chart in charts/, whether or not Chart.yaml names it. If two versions of a chart are there, it mixes their templates.',
  source: 'Helm 3.19, chartutil.ProcessDependencies and engine.allTemplates',
  verdicts: ['warn', 'refuse'],
  passes: {
    files: {
      'cluster-addon/cni/Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}\n',
      'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.17.4\n',
    },
  },
  fails: {
    files: {
      'cluster-addon/cni/Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}\n',
      'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.17.4\n',
      'cluster-addon/cni/charts/cilium-old/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.16.6\n',
    },
    note: 'templates of 1.16.6 that 1.17.4 no longer has would also be rendered',
  },
  check: (facts) => listCharts(facts).flatMap(judgeChart),
};

function judgeChart(chart: Chart): Judgement[] {
  const vendored = listVendored(chart);
  return [...new Set(vendored.map((entry) => entry.chart.name.source))].flatMap((name): Judgement[] => {
    const found = vendored.filter((entry) => entry.chart.name.source === name);
    const declared = chart.dependencies.filter((dependency) => dependency.name === name);
    const fits = (version: string) => declared.some((dependency) => acceptsDependency(dependency, version));
    const versions = new Set(found.map((entry) => entry.chart.version.source));
    // Two entries of Chart.yaml may ask for two versions of one chart.
    const wanted = found.find((entry) => fits(entry.chart.version.source));
    const stray = found.find((entry) => !fits(entry.chart.version.source) || (entry !== found[0] && declared.length < 2));
    if (found.length > 1 && stray) {
      const files = found.map(({ path }) => path).join(' and ');
      if (versions.size === 1) {
        return [
          {
            verdict: 'warn',
            subject: name,
            message: `${files} are both ${describeChart(stray.chart)}; delete one of them`,
            place: stray.place,
          },
        ];
      }
      const keep = wanted ? `keep ${wanted.path}` : 'keep one';
      const message = `${files} are versions ${[...versions].join(' and ')} of one chart, and Helm renders the templates of both into one; ${keep} and delete the rest`;
      return [{ verdict: 'refuse', subject: name, message, place: stray.place }];
    }
    // A folder is written by hand, as Helm's documentation suggests; an archive is left over, more likely.
    return found
      .filter(({ kind }) => kind === 'archive' && declared.length === 0)
      .map(({ path, place }) => ({
        verdict: 'warn',
        subject: name,
        message: `${path} is deployed, though no dependency of Chart.yaml names it; name it there or delete it`,
        place,
      }));
  });
}
