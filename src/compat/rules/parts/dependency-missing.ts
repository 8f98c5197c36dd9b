import { posix } from 'node:path';
import { type Dependency, isExactVersion } from '../../../chart/index.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listCharts, listVendored } from './charts.ts';

export const DEPENDENCY_MISSING: Rule<'dependency-missing'> = {
  code: 'dependency-missing',
  title: 'every dependency is in charts/',
  why: 'CSO lets Helm fetch what is missing each time it renders, without looking at Chart.lock. Clusters then depend on the chart’s repository and get whatever version it has at that time. What Helm cannot fetch is never installed, yet CSO reports the addon as ready.',
  source: 'CSO renders with helm template --dependency-update',
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
        'apiVersion: v2\nname: cni\nversion: 1.0.0\ndependencies:\n  - {name: cilium, version: 1.17.x, repository: "https://helm.cilium.io"}\n',
    },
    note: 'each cluster would get the newest 1.17 of the day on which CSO renders',
  },
  check: (facts) =>
    listCharts(facts).flatMap((chart) => {
      // An unreadable chart might be it, and has a finding of its own.
      if (chart.subcharts.some(({ content }) => content.kind === 'unreadable')) return [];
      const names = new Set(listVendored(chart).map((entry) => entry.chart.name.source));
      const folder = facts.addons.find((addon) => addon.chart === chart)?.folder;
      return (
        chart.dependencies
          // A chart that is not downloaded yet comes with the release.
          .filter(({ name }) => name !== '' && !names.has(name) && facts.notAtHand?.includes(name) !== true)
          .map((dependency) => judgeMissing(facts, folder, dependency))
      );
    }),
};

/** @param folder of the addon; undefined for the cluster class */
function judgeMissing(facts: Facts, folder: string | undefined, { name, version, repository, place }: Dependency): Judgement {
  const refuse = (why: string): Judgement => ({
    verdict: 'refuse',
    subject: name,
    message: `is not in charts/, and ${why}, so the chart cannot be rendered; vendor it into charts/`,
    place,
  });
  if (repository === '') return refuse('no repository is given for it');
  if (/^(?:@|alias:)/.test(repository)) return refuse(`${repository} is a name that only your own Helm knows`);
  if (repository.startsWith('file:') && !shipsFolder(facts, folder, repository)) return refuse(`${repository} is not part of the release`);
  const when = isExactVersion(version) ? version : `the newest of ${version || 'all versions'}`;
  const message = `is not in charts/, so each cluster fetches ${when} from ${repository} when CSO renders it; vendor it into charts/`;
  return { verdict: 'warn', subject: name, message, place };
}

/** Whether a `file://` path leads to another addon of the release. */
function shipsFolder({ addons }: Facts, folder: string | undefined, repository: string): boolean {
  const path = repository.replace(/^file:(?:\/\/)?/, '');
  if (folder === undefined || folder === '' || path.startsWith('/')) return false;
  const target = posix.join(folder, path).replace(/\/$/, '');
  return addons.some((addon) => addon.folder === target);
}
