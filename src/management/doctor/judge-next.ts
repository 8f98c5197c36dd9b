import { type CoreRelease, formatRange, isWithin } from '../../compat/index.ts';
import { createFinding, type Finding } from '../../finding.ts';
import { runsOn } from '../solver/point.ts';
import type { Tables } from '../solver/wanted.ts';
import type { ClusterState } from './cluster-state.ts';
import { findCso, findInstaller, findProviderRelease, type Installed, minorOf } from './list-installed.ts';

/** What breaks when Cluster API goes up by a minor, as far as tables know it. */
export function judgeNext(state: ClusterState, installed: readonly Installed[], core: CoreRelease, tables: Tables): readonly Finding[] {
  const next = tables.clusterApi.releases[tables.clusterApi.releases.indexOf(core) + 1];
  if (next === undefined) return [];
  const warn = (subject: string, message: string) =>
    createFinding('warn', 'next-upgrade', subject, `${message}, so it comes before or with the upgrade to ${next.release}`);
  const operator = findCso(installed.find(({ name }) => name === 'cso')?.version, tables);
  const installer = findInstaller(installed.find(({ name }) => name === 'cluster-api-operator')?.version, tables);
  const kubernetes = minorOf(state.kubernetes);
  const old = state.clusters.items.filter(
    (cluster) => (minorOf(cluster.kubernetes) ?? Number.POSITIVE_INFINITY) < (next.kubernetes[0] ?? 0),
  );
  return [
    ...installed.flatMap(({ name, gates = {} }) =>
      Object.keys(gates)
        .filter((gate) => core.gates.includes(gate) && !next.gates.includes(gate))
        .map((gate) =>
          warn(name, `${next.release} does not know the feature gate ${gate} and does not start with it; taking it out is needed`),
        ),
    ),
    ...(installer !== undefined && !installer.contracts.includes(next.contract)
      ? [warn('cluster-api-operator', `${installer.version} does not take providers of contract ${next.contract}; a newer one is needed`)]
      : []),
    ...(operator !== undefined && !isWithin(next, operator.core)
      ? [warn('cso', `${operator.release} does not work with ${next.release}: ${operator.reason}; a newer one is needed`)]
      : []),
    ...(kubernetes !== undefined && !runsOn(next.management, kubernetes)
      ? [
          warn(
            'Kubernetes',
            `${next.release} runs on 1.${next.management[0]} to 1.${next.management[1]}, and the cluster has ${state.kubernetes}; an upgrade of it is needed`,
          ),
        ]
      : []),
    ...tables.clusterApi.providers.flatMap((provider) => {
      const one = installed.find(({ name }) => name === `infrastructure-${provider.operator}`);
      const row = findProviderRelease(provider, one?.version);
      return one === undefined || row === undefined || isWithin(next, row.core)
        ? []
        : [warn(one.name, `${row.release} goes with ${formatRange(row.core)}; a newer one is needed`)];
    }),
    ...old.map(({ name, namespace, kubernetes: version }) =>
      warn(
        `${namespace}/${name}`,
        `${next.release} supports clusters from 1.${next.kubernetes[0]} on, and this one has ${version}; an upgrade of it is needed`,
      ),
    ),
  ];
}
