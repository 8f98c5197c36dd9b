import { compareSemverTexts } from '../../chart/index.ts';
import {
  type Component,
  type ComponentRelease,
  type CoreRelease,
  type InstallerRelease,
  isWithin,
  type Provider,
  type ProviderRelease,
} from '../../compat/index.ts';
import { type Point, runsOn } from './point.ts';
import { countMinors, isPrerelease } from './read-version.ts';
import type { RunRelease, Tables, Wanted } from './wanted.ts';

/** Whether a version of a minor of Cluster API supports clusters of a minor of Kubernetes 1. */
export function supports({ kubernetes: [first = 0, last = 0], needs }: CoreRelease, version: string, minor: number): boolean {
  const patch = needs?.[`1.${minor}`];
  return first <= minor && minor <= last && (patch === undefined || compareSemverTexts(version, patch) >= 0);
}

/** The providers of infrastructure that releases use, or that are there. That for Docker comes with Cluster API itself, and is not among them. */
export function listProviders({ releases, present }: Pick<Wanted, 'releases' | 'present'>, { clusterApi }: Tables): readonly Provider[] {
  return clusterApi.providers.filter((provider) => present.has(provider.operator) || releases.some((release) => uses(release, provider)));
}

function uses({ line, demands }: RunRelease, { operator, prefix }: Provider): boolean {
  return line.provider === operator || demands?.some(({ kind }) => kind.startsWith(prefix)) === true;
}

/** The releases of a provider that fit, newest first: those that are released, serve what is used, and find all that they need. */
export function fitProvider(provider: Provider, point: Point, wanted: Wanted, tables: Tables): readonly ProviderRelease[] {
  const demands = wanted.releases.flatMap((release) => release.demands ?? []).filter(({ kind }) => kind.startsWith(provider.prefix));
  return provider.releases.toReversed().filter(
    (release) =>
      !isPrerelease(release.newest) &&
      isWithin(point.core, release.core) &&
      acceptsContract(point, release.contract, tables) &&
      demands.every(({ releases }) => releases?.includes(release.release) !== false) &&
      isNoStepBack(wanted, provider.operator, release.newest) &&
      Object.entries(release.needs ?? {}).every(([name, version]) => {
        const component = tables.management.components.find((one) => one.name === name);
        return component === undefined || fitComponent(component, point, version).length > 0;
      }),
  );
}

/** Cluster API takes providers of its own contract, and of the one before until that is dropped. */
function acceptsContract({ core }: Point, contract: string, { clusterApi }: Tables): boolean {
  if (contract === core.contract) return true;
  const old = clusterApi.deprecated.find(({ version }) => version === contract);
  return contract < core.contract && (old === undefined || !isWithin(core, [old.until.replace('CAPI ', '')]));
}

export function isNoStepBack({ present }: Wanted, name: string, version: string): boolean {
  const there = present.get(name);
  return there === undefined || (countMinors(there, version) ?? 0) >= 0;
}

/** The releases of a component, at `from` or later, that run on the management cluster's Kubernetes; newest first. */
export function fitComponent(
  { releases }: Component,
  { kubernetes }: Pick<Point, 'kubernetes'>,
  from: string,
): readonly ComponentRelease[] {
  return releases.toReversed().filter((one) => compareSemverTexts(one.version, from) >= 0 && runsOn(one.kubernetes, kubernetes));
}

/**
 * The releases of cert-manager that go with a release of Cluster API, the most wanted first: the one that its clusterctl
 * installs, and older ones for an older Kubernetes where that is known to be supported.
 */
export function fitCertManager(
  { components }: Tables['management'],
  { core, kubernetes }: Pick<Point, 'core' | 'kubernetes'>,
): readonly ComponentRelease[] {
  const releases = components.find(({ name }) => name === 'cert-manager')?.releases ?? [];
  return releases.toReversed().filter(({ version, kubernetes: range }) => {
    const order = compareSemverTexts(version, core.certManager);
    return order === 0 ? runsOn(range, kubernetes) : order < 0 && range !== undefined && runsOn(range, kubernetes);
  });
}

/** The releases of the Cluster API operator that take providers of all these contracts, newest first. */
export function fitInstaller({ operator }: Tables['management'], contracts: readonly string[]): readonly InstallerRelease[] {
  return operator.toReversed().filter((release) => contracts.every((contract) => release.contracts.includes(contract)));
}
