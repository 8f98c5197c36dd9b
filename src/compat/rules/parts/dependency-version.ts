import { acceptsDependency, type Dependency } from '../../../chart/index.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { describeChart, listCharts, listVendored, type Vendored } from './charts.ts';

export const DEPENDENCY_VERSION: Rule<'dependency-version'> = {
  code: 'dependency-version',
  title: 'the charts in charts/ have the versions that Chart.yaml asks for',
  why: 'Helm renders whatever is in charts/ under a dependency’s name, whatever version Chart.yaml asks for. Clusters would get a version other than the one that the stack names.',
  source: 'Helm 3.19, action.CheckDependencies and chartutil.ProcessDependencies',
  verdicts: ['ok', 'refuse', 'warn'],
  passes: {
    files: {
      'cluster-addon/cni/Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.x, repository: "https://helm.cilium.io"}\n',
      'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.17.4\n',
    },
  },
  fails: {
    files: {
      'cluster-addon/cni/Chart.yaml':
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}\n',
      'cluster-addon/cni/charts/cilium/Chart.yaml': 'apiVersion: v2\nname: cilium\nversion: 1.16.6\n',
    },
    note: 'Chart.yaml asks for 1.17.4, and clusters would get 1.16.6',
  },
  check: (facts) =>
    listCharts(facts).flatMap((chart) => {
      const vendored = listVendored(chart);
      const compared = chart.dependencies.flatMap(({ name, version, place }): Judgement[] => {
        const found = vendored.filter(({ chart: { name: own } }) => own.source === name);
        if (found.length === 0) return [];
        const fitting = found.find(({ chart: { version: own } }) => acceptsDependency({ version }, own.source));
        if (fitting)
          return [
            {
              verdict: 'ok',
              subject: name,
              message: `${fitting.path} is ${describeChart(fitting.chart)}, which ${version || 'Chart.yaml'} asks for`,
              place,
            },
          ];
        const versions = found.map((entry) => `${entry.path} is ${entry.chart.version.source}`).join(' and ');
        const message = `asks for ${version}, but ${versions}, and that is what clusters would get; vendor ${name} again, or ask for what is there`;
        return [{ verdict: 'refuse', subject: name, message, place }];
      });
      return [...compared, ...vendored.flatMap((entry) => judgeFileName(entry, chart.dependencies, vendored))];
    }),
};

/** Warns of a file name that contradicts the chart inside, which counts: it misleads readers, and may hide that a dependency is missing. */
function judgeFileName({ kind, path, chart, place }: Vendored, dependencies: readonly Dependency[], all: readonly Vendored[]): Judgement[] {
  const expected = `${chart.name.source}-${chart.version.source}.tgz`;
  const plain = (name: string) => name.replaceAll('_', '+');
  if (kind === 'folder' || plain(path) === plain(`charts/${expected}`)) return [];
  const inside = `${path} is ${describeChart(chart)} inside`;
  const posed = dependencies.find(({ name }) => isNamedFor(path, name) && !all.some((entry) => entry.chart.name.source === name));
  if (posed !== undefined) {
    const message = `${inside}, so ${posed.name} is missing, which Chart.yaml asks for; vendor ${posed.name} again`;
    return [{ verdict: 'refuse', subject: posed.name, message, place }];
  }
  return [{ verdict: 'warn', subject: chart.name.source, message: `${inside}; name it ${expected}`, place }];
}

/** Whether an archive is called as Helm calls one of this chart. */
function isNamedFor(path: string, name: string): boolean {
  const prefix = `charts/${name}-`;
  return path.startsWith(prefix) && /^v?\d/.test(path.slice(prefix.length));
}
