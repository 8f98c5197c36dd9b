import { compareSemverTexts } from '../../chart/index.ts';
import type { ComponentRelease, InstallerRelease, Provider, ProviderRelease } from '../../compat/index.ts';
import { fitCertManager, fitComponent, fitInstaller, fitProvider } from './fit-parts.ts';
import type { Point } from './point.ts';
import type { Tables, Wanted } from './wanted.ts';

/** All that a management cluster runs, chosen. */
export interface Combination extends Pick<Point, 'cso' | 'core'> {
  readonly providers: readonly { readonly provider: Provider; readonly release: ProviderRelease }[];
  readonly installer: InstallerRelease;
  /** By name. */
  readonly components: ReadonlyMap<string, ComponentRelease>;
}

/** The most wanted combination at a point: each of its parts in turn as new as it can be. Undefined where there is none. */
export function combineParts(point: Point, providers: readonly Provider[], wanted: Wanted, tables: Tables): Combination | undefined {
  const certManager = fitCertManager(tables.management, point)[0];
  if (certManager === undefined) return undefined;
  const choose = (chosen: Combination['providers'], left: readonly Provider[]): Combination | undefined => {
    const [provider, ...others] = left;
    if (provider === undefined) return complete(point, chosen, certManager, wanted, tables);
    for (const release of fitProvider(provider, point, wanted, tables)) {
      const combination = choose([...chosen, { provider, release }], others);
      if (combination !== undefined) return combination;
    }
    return undefined;
  };
  return choose([], providers);
}

function complete(
  point: Point,
  providers: Combination['providers'],
  certManager: ComponentRelease,
  wanted: Wanted,
  { management }: Tables,
): Combination | undefined {
  const contracts = [point.core.contract, ...providers.map(({ release }) => release.contract)];
  const installer = fitInstaller(management, contracts)[0];
  if (installer === undefined) return undefined;
  const components = new Map([['cert-manager', certManager]]);
  for (const component of management.components) {
    const froms = providers.flatMap(({ release }) => release.needs?.[component.name] ?? []);
    if (component.name === 'kyverno' && wanted.kyverno !== undefined) froms.push(wanted.kyverno.from);
    if (froms.length === 0) continue;
    const newest = fitComponent(component, point, froms.toSorted(compareSemverTexts).at(-1) ?? '')[0];
    if (newest === undefined) return undefined;
    components.set(component.name, newest);
  }
  return { cso: point.cso, core: point.core, providers, installer, components };
}

/** Negative where `a` is less wanted than `b`, of the same CSO and Cluster API: the first part that differs decides. */
export function compareCombinations(a: Combination, b: Combination): number {
  const list = ({ providers, installer, components }: Combination) => [
    ...providers.map(({ release }) => release.newest),
    installer.version,
    ...[...components].map(([, release]) => release.version),
  ];
  const others = list(b);
  return (
    list(a)
      .map((version, index) => compareSemverTexts(version, others[index] ?? ''))
      .find((order) => order !== 0) ?? 0
  );
}
