import { compareSemverTexts } from '../../chart/index.ts';
import { type CoreRelease, formatRange, isWithin } from '../../compat/index.ts';
import type { Choice } from './choice.ts';
import type { Combination } from './combine-parts.ts';
import type { Fact } from './facts.ts';
import type { Point } from './point.ts';
import { countMinors, isPrerelease } from './read-version.ts';
import type { Tables, Wanted } from './wanted.ts';

/** The gates that CSO needs in Cluster API, each with its reason. Source: its ExtensionConfig is served with RuntimeSDK alone, and its webhook wants a class in every Cluster. */
export const NEEDED_GATES = {
  RuntimeSDK: 'CSO installs addons from hooks',
  ClusterTopology: 'clusters are made from ClusterClasses',
} as const;

/** The parts of a combination in the order in which they are installed, each with its reasons. */
export function describeChoices(
  best: Combination,
  wanted: Wanted,
  tables: Tables,
  facts: readonly Fact[],
  points: readonly Point[],
): readonly Choice[] {
  const { core, cso, installer, providers } = best;
  const version = keepNewer(core.newest, wanted.present.get('cluster-api'));
  const own = (
    kind: Choice['kind'],
    name: string,
    namespace: string,
    manager: keyof CoreRelease['flags'],
    reasons: readonly string[],
  ): Choice => {
    const gates = listGates(core, manager);
    return { kind, name, version, namespace, gates, install: undefined, reasons: [...reasons, ...describeGates(core, gates)] };
  };
  const same = [`released with Cluster API ${version}, and always of its version`];
  return [
    ...describeComponents(best, wanted, tables),
    {
      kind: 'installer',
      name: 'cluster-api-operator',
      version: installer.version,
      namespace: 'capi-operator-system',
      gates: {},
      install: `https://github.com/kubernetes-sigs/cluster-api-operator/releases/download/${installer.version}/operator-components.yaml`,
      reasons: [
        `the newest that takes providers of contract ${[...new Set([core.contract, ...providers.map(({ release }) => release.contract)])].sort().join(' and ')}`,
        installer.gates === 'merged'
          ? 'adds the gates below to those of a provider’s manifest'
          : 'puts the gates below in place of those of a provider’s manifest',
      ],
    },
    {
      kind: 'cso',
      name: 'cso',
      version: cso.release.replace('CSO ', 'v'),
      namespace: 'cso-system',
      gates: {},
      install: `${cso.chart.url}:${cso.chart.version}`,
      reasons: [`works with ${formatRange(cso.core)}: ${cso.reason}`],
    },
    own('core', 'cluster-api', 'capi-system', 'core', describeCore(best, facts, points)),
    own('bootstrap', 'kubeadm', 'capi-kubeadm-bootstrap-system', 'bootstrap', same),
    own('controlPlane', 'kubeadm', 'capi-kubeadm-control-plane-system', 'controlPlane', same),
    ...(wanted.present.has('docker') || wanted.releases.some(usesDocker)
      ? [own('infrastructure', 'docker', 'capd-system', 'docker', same)]
      : []),
    ...describeProviders(best, wanted),
  ];
}

export function usesDocker({ line, demands }: Wanted['releases'][number]): boolean {
  return line.provider === 'docker' || demands?.some(({ kind }) => kind.startsWith('Docker')) === true;
}

/** Only those that the manager's manifest hands on: another flag stops it. */
function listGates({ flags }: CoreRelease, manager: keyof CoreRelease['flags']): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    Object.keys(NEEDED_GATES)
      .filter((gate) => flags[manager].includes(gate))
      .sort()
      .map((gate) => [gate, true]),
  );
}

function describeGates({ release }: CoreRelease, gates: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(NEEDED_GATES).flatMap(([gate, why]) =>
    Object.hasOwn(gates, gate) ? [`gate ${gate}, off by default in ${release}: ${why}`] : [],
  );
}

/** What is there already is not put back to an older patch. */
function keepNewer(version: string, present: string | undefined): string {
  return present !== undefined && countMinors(version, present) === 0 && compareSemverTexts(present, version) > 0 ? present : version;
}

function describeCore({ core, cso }: Combination, facts: readonly Fact[], points: readonly Point[]): readonly string[] {
  const newer = points.filter((point) => point.cso === cso).map((point) => point.core);
  const next = newer[newer.indexOf(core) - 1];
  const against =
    next === undefined
      ? []
      : facts.filter(({ allows }) => !points.some((point) => point.core === next && point.cso === cso && allows(point)));
  const { kubernetes, management, endOfLife } = core;
  return [
    next === undefined
      ? `the newest minor that is known, at its newest patch of ${core.date}`
      : `${next.release} does not fit: ${against.map(({ text }) => text).join('; and ') || 'no other part goes with it'}`,
    `its clusters may have Kubernetes 1.${kubernetes[0]} to 1.${kubernetes[1]}, and it runs on 1.${management[0]} to 1.${management[1]}`,
    ...(endOfLife === undefined ? [] : [`maintained until ${endOfLife} only`]),
  ];
}

function describeProviders({ core, providers }: Combination, { present }: Wanted): readonly Choice[] {
  return providers.flatMap(({ provider, release }): Choice[] => {
    const newer = provider.releases
      .slice(provider.releases.indexOf(release) + 1)
      .map(({ release: name, newest, core: range }) =>
        isPrerelease(newest)
          ? `${name} is only known as ${newest}`
          : isWithin(core, range)
            ? `${name} does not fit what the releases use of it, or what is there`
            : `${name} goes with ${formatRange(range)}`,
      );
    const reasons = [
      `the newest ${provider.name} for ${core.release} that serves what the releases use, ${release.serves.join(', ')}`,
      ...newer.slice(0, 1),
    ];
    const choice = { gates: {}, install: undefined };
    const version = keepNewer(release.newest, present.get(provider.operator));
    const ipam = release.needs?.['ipam-metal3'];
    return [
      ...(ipam === undefined
        ? []
        : [
            {
              ...choice,
              kind: 'ipam' as const,
              name: 'metal3',
              version: ipam,
              namespace: 'metal3-ipam-system',
              reasons: [`${release.release} does not start without its CRDs`],
            },
          ]),
      { ...choice, kind: 'infrastructure', name: provider.operator, version, namespace: provider.namespace, reasons },
    ];
  });
}

/** What is installed before all else, by whatever needs it. */
function describeComponents({ core, providers, components }: Combination, { kyverno }: Wanted, { management }: Tables): readonly Choice[] {
  const why = (name: string): string[] => {
    if (name === 'cert-manager') return [`clusterctl of Cluster API ${core.newest} installs ${core.certManager}`];
    if (name === 'kyverno') return kyverno === undefined ? [] : [kyverno.why];
    return providers.flatMap(({ release }) => (release.needs?.[name] ? [`${release.release} is built for ${release.needs[name]}`] : []));
  };
  const listed = management.components.flatMap(({ name, namespace, install }): Choice[] => {
    const release = components.get(name);
    if (release === undefined) return [];
    const { version, kubernetes: [first, last] = [] } = release;
    const runs = first === undefined ? [] : [`runs on Kubernetes 1.${first} ${last === undefined ? 'and later' : `to 1.${last}`}`];
    return [
      {
        kind: 'component',
        name,
        version,
        namespace,
        gates: {},
        install: install.replaceAll('{version}', version),
        reasons: [...why(name), ...runs],
      },
    ];
  });
  // Without a table of its releases, its version is the one that the provider was built with.
  const bare = providers.flatMap(({ release }): Choice[] => {
    const version = release.needs?.['baremetal-operator'];
    return version === undefined
      ? []
      : [
          {
            kind: 'component',
            name: 'baremetal-operator',
            version,
            namespace: 'baremetal-operator-system',
            gates: {},
            install: 'https://book.metal3.io/bmo/install_baremetal_operator',
            reasons: [`${release.release} is built for it; it needs Ironic beside it`],
          },
        ];
  });
  return [...listed, ...bare];
}
