import { acceptsDependency, type Chart, type ChartLock, hashDependencies } from '../../../chart/index.ts';
import { isObject } from '../../../data.ts';
import { toData } from '../../../yaml/index.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listCharts, listVendored } from './charts.ts';

const CHART =
  'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.4, repository: "https://helm.cilium.io"}\n';

export const CHART_LOCK: Rule = {
  code: 'chart-lock',
  title: 'Chart.lock says what Chart.yaml and charts/ say',
  why: 'Whoever vendors by the lock gets another version than Chart.yaml asks for, or than the stack was tested with.',
  source: 'https://helm.sh/docs/helm/helm_dependency_build/',
  verdicts: ['ok', 'warn', 'refuse'],
  passes: {
    files: {
      'cluster-addon/cni/Chart.yaml': CHART,
      'cluster-addon/cni/Chart.lock': 'dependencies:\n  - {name: cilium, repository: "https://helm.cilium.io", version: 1.17.4}\n',
    },
  },
  fails: {
    files: {
      'cluster-addon/cni/Chart.yaml': CHART,
      'cluster-addon/cni/Chart.lock': 'dependencies:\n  - {name: cilium, repository: "https://helm.cilium.io", version: 1.16.6}\n',
    },
    note: 'Chart.yaml moved on without its lock.',
  },
  check: (facts) => listCharts(facts).flatMap((chart) => (chart.lock ? judgeLock(chart, chart.lock) : [])),
};

const UPDATE = 'run helm dependency update';

function judgeLock(chart: Chart, lock: ChartLock): Judgement[] {
  const vendored = listVendored(chart);
  const findings = chart.dependencies.flatMap(({ name, version, place }): Judgement[] => {
    const locked = lock.dependencies.filter((entry) => entry.name === name);
    if (locked.length === 0) return [{ verdict: 'warn', subject: name, message: `Chart.lock does not name ${name}; ${UPDATE}`, place }];
    const fitting = locked.find((entry) => acceptsDependency({ version }, entry.version));
    if (fitting === undefined) {
      const message = `Chart.lock has ${locked.map((entry) => entry.version).join(' and ')}, and Chart.yaml asks for ${version}; ${UPDATE}`;
      return [{ verdict: 'refuse', subject: name, message, place: locked[0]?.place ?? lock.place }];
    }
    const candidates = vendored.filter(
      (entry) => entry.chart.name.source === name && acceptsDependency({ version }, entry.chart.version.source),
    );
    const other = candidates.some((entry) => acceptsDependency(fitting, entry.chart.version.source)) ? undefined : candidates[0];
    if (other === undefined) return [];
    const message = `Chart.lock has ${fitting.version}, and ${other.path} is ${other.chart.version.source}; vendor it again, or ${UPDATE}`;
    return [{ verdict: 'refuse', subject: name, message, place: fitting.place }];
  });
  const names = new Set(chart.dependencies.map(({ name }) => name));
  const stale = lock.dependencies
    .filter(({ name }) => !names.has(name))
    .map(
      ({ name, place }): Judgement => ({
        verdict: 'warn',
        subject: name,
        message: `Chart.lock names ${name}, and Chart.yaml does not; ${UPDATE}`,
        place,
      }),
    );
  const all = [...findings, ...stale];
  if (all.length > 0) return all;
  const subject = chart.name.source;
  if (isDigestStale(chart, lock)) {
    const message = `the digest of Chart.lock is not that of Chart.yaml’s dependencies, though every version fits, and helm dependency build fails; ${UPDATE}`;
    return [{ verdict: 'warn', subject, message, place: lock.place }];
  }
  return [{ verdict: 'ok', subject, message: 'Chart.lock has the versions that Chart.yaml asks for', place: lock.place }];
}

/** Locks of Helm 2 have another digest, and charts of its time may still have one. */
function isDigestStale({ yaml }: Chart, { dependencies, digest }: ChartLock): boolean {
  const data = toData(yaml);
  if (digest === undefined || !isObject(data) || data['apiVersion'] !== 'v2' || !Array.isArray(data['dependencies'])) return false;
  return hashDependencies(data['dependencies'], dependencies) !== digest;
}
