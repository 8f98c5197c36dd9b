import { type CoreRelease, formatRange, formatReleases, isWithin, type OperatorRelease, type Provider } from '../../compat/index.ts';
import { fitCertManager, fitComponent, fitProvider, isNoStepBack, listProviders, supports } from './fit-parts.ts';
import type { Point } from './point.ts';
import { isPrerelease } from './read-version.ts';
import { describeKubernetes, type RunRelease, type Tables, type Wanted } from './wanted.ts';

/** Something that holds, and leaves only some management clusters possible. */
export interface Fact {
  /** `openstack-scs-1-32-v4 has Kubernetes v1.32.5` */
  readonly text: string;
  readonly allows: (point: Point) => boolean;
}

/** All that limits the choice; a management cluster is possible where every fact allows it. */
export function listFacts(wanted: Wanted, tables: Tables): readonly Fact[] {
  return [
    ...listSettled(wanted, tables.clusterApi.releases),
    describeOperators(wanted.cso, tables.clusterApi.operators),
    ...listKubernetes(wanted.releases, tables.clusterApi.releases),
    ...listDemanded(wanted.releases),
    ...listProviders(wanted, tables).map(
      (provider): Fact => ({
        text: describeProvider(provider, wanted),
        allows: (point) => fitProvider(provider, point, wanted, tables).length > 0,
      }),
    ),
    ...listComponents(wanted, tables),
  ];
}

/** What whoever asks has settled. */
function listSettled(wanted: Wanted, cores: readonly CoreRelease[]): readonly Fact[] {
  const { clusterApi, kubernetes, floor, present } = wanted;
  const core = present.get('cluster-api');
  return [
    clusterApi !== undefined && {
      text: cores.some(({ release }) => release === `CAPI ${clusterApi}`)
        ? `Cluster API ${clusterApi} is asked for`
        : `Cluster API ${clusterApi} is asked for, and known are ${formatReleases(cores.map(({ release }) => release))}`,
      allows: ({ core: { release } }: Point) => release === `CAPI ${clusterApi}`,
    },
    kubernetes !== undefined && {
      text: `the management cluster has Kubernetes 1.${kubernetes}`,
      allows: (point: Point) => point.kubernetes === kubernetes,
    },
    floor !== undefined && { text: floor.why, allows: (point: Point) => point.kubernetes >= floor.kubernetes },
    core !== undefined && {
      text: `Cluster API ${core} is there, and the Cluster API operator goes back no minor`,
      allows: (point: Point) => isNoStepBack(wanted, 'cluster-api', point.core.newest),
    },
  ].filter((fact) => fact !== false);
}

/** CSO in the release that is asked for, or in any. */
function describeOperators(asked: string | undefined, operators: readonly OperatorRelease[]): Fact {
  const own = operators.filter(({ release }) => asked === undefined || release === `CSO ${asked}`);
  const known = operators.map(({ release }) => release.replace('CSO ', '')).join(', ');
  return {
    text:
      own.length === 0
        ? `CSO ${asked} is asked for, and those that are known are ${known}`
        : own.map(({ release, core, reason }) => `${release} works with ${formatRange(core)}: ${reason}`).join('; '),
    allows: ({ cso, core }) => own.includes(cso) && isWithin(core, cso.core),
  };
}

/** One for each Kubernetes minor of clusters. */
function listKubernetes(releases: readonly RunRelease[], cores: readonly CoreRelease[]): readonly Fact[] {
  const minors = [...new Set(releases.map(({ kubernetes }) => kubernetes.minor))].sort((a, b) => a - b);
  return minors.map((minor) => {
    const own = releases.filter(({ kubernetes }) => kubernetes.minor === minor);
    const versions = [...new Set(own.map(describeKubernetes))];
    const supporting = cores.filter((core) => supports(core, core.newest, minor)).map(({ release }) => release);
    return {
      text: `${describeReleases(own)} Kubernetes ${versions.join(', ')}, which ${describeServing(supporting, 'support')}`,
      allows: ({ core }) => supports(core, core.newest, minor),
    };
  });
}

/** `CAPI 1.12 to 1.14 serve`, `no known release of Cluster API serves` */
function describeServing(cores: readonly string[], verb: string): string {
  if (cores.length > 0) return `${formatReleases(cores)} ${cores.length === 1 ? `${verb}s` : verb}`;
  return `no known release of Cluster API ${verb}s`;
}

/** One for each API of Cluster API itself; those of providers count where a provider is chosen. */
function listDemanded(releases: readonly RunRelease[]): readonly Fact[] {
  const facts = new Map<string, Fact>();
  for (const { name, demands = [] } of releases) {
    for (const { apiVersion, kind, releases: serving } of demands) {
      const cores = serving?.filter((release) => release.startsWith('CAPI '));
      const isOthers = serving !== undefined && serving.length > 0 && cores?.length === 0;
      if (cores === undefined || isOthers) continue;
      const key = JSON.stringify([apiVersion, kind, cores]);
      if (facts.has(key)) continue;
      facts.set(key, {
        text: `${name} has a ${kind} of ${apiVersion}, which ${describeServing(cores, 'serve')}`,
        allows: ({ core }) => cores.includes(core.release),
      });
    }
  }
  return [...facts.values()];
}

/** By the releases that serve what is used, whatever Cluster API they go with. */
function describeProvider({ name, prefix, releases }: Provider, wanted: Wanted): string {
  const own = wanted.releases.flatMap((release) =>
    (release.demands ?? []).filter(({ kind }) => kind.startsWith(prefix)).map((demand) => ({ ...demand, release: release.name })),
  );
  const serving = releases.filter(
    ({ release, newest }) => !isPrerelease(newest) && own.every((demand) => demand.releases?.includes(release) !== false),
  );
  const [first] = own;
  const used = first === undefined ? `${name} is used` : `${first.release} has a ${first.kind} of ${first.apiVersion}`;
  if (serving.length === 0) return `${used}, and no released ${name} serves all that is used of it`;
  return `${used}, so it takes ${serving.map(({ release, core }) => `${release} with ${formatRange(core)}`).join(' or ')}`;
}

function listComponents({ kyverno }: Wanted, { management }: Tables): readonly Fact[] {
  const component = management.components.find(({ name }) => name === 'kyverno');
  return [
    {
      text: 'cert-manager must run on the Kubernetes of the management cluster',
      allows: (point: Point) => fitCertManager(management, point).length > 0,
    },
    ...(kyverno === undefined || component === undefined
      ? []
      : [
          {
            text: `${kyverno.why}: ${component.releases.map(({ version, kubernetes: [first, last] = [] }) => `${version} runs on Kubernetes 1.${first} to 1.${last}`).join(', ')}`,
            allows: (point: Point) => fitComponent(component, point, kyverno.from).length > 0,
          },
        ]),
  ];
}

/** `openstack-scs-1-32-v1 has`, `openstack-scs-1-32-v1 and 2 more have` */
function describeReleases(releases: readonly RunRelease[]): string {
  const [first, ...others] = releases.map(({ name }) => name);
  return others.length === 0 ? `${first} has` : `${first} and ${others.length} more have`;
}
