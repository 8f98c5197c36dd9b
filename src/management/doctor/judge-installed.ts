import { compareSemverTexts } from '../../chart/index.ts';
import { type CoreRelease, formatRange, isWithin } from '../../compat/index.ts';
import { createFinding, type Finding } from '../../finding.ts';
import { NEEDED_GATES } from '../solver/describe-choices.ts';
import { supports } from '../solver/fit-parts.ts';
import { runsOn } from '../solver/point.ts';
import { describeKubernetes, listKnownProviders, type RunRelease, type Tables } from '../solver/wanted.ts';
import type { ClusterState } from './cluster-state.ts';
import { judgeNext } from './judge-next.ts';
import { findCore, findCso, findProviderRelease, type Installed, listInstalled, minorOf } from './list-installed.ts';

const NEEDED = Object.keys(NEEDED_GATES).sort();

/** What is installed, held against itself and against releases. */
export function judgeInstalled(state: ClusterState, releases: readonly RunRelease[], tables: Tables): readonly Finding[] {
  const installed = listInstalled(state);
  const find = (name: string) => installed.find((one) => one.name === name);
  const core = find('cluster-api');
  const row = findCore(core?.version, tables);
  return [
    ...judgeMissing(state, installed, releases, tables),
    ...judgeVersions(state, installed, releases, tables, row),
    ...installed.flatMap((one) => judgeGates(one, row, find('cso') !== undefined && state.deployments.kind === 'seen')),
    ...(row === undefined ? [] : judgeNext(state, installed, row, tables)),
  ];
}

/** Concluded only where all that could tell was seen. */
function judgeMissing(
  state: ClusterState,
  installed: readonly Installed[],
  releases: readonly RunRelease[],
  tables: Tables,
): readonly Finding[] {
  if (state.providers.kind === 'unseen' || state.deployments.kind === 'unseen') return [];
  const has = (name: string) => installed.some((one) => one.name === name);
  const needed: [string, string][] = ['cluster-api', 'bootstrap-kubeadm', 'control-plane-kubeadm', 'cso', 'cert-manager'].map((name) => [
    name,
    'every release needs it',
  ]);
  for (const name of listKnownProviders(tables)) {
    const own = releases.filter(({ line }) => line.provider === name);
    if (own.length > 0)
      needed.push([`infrastructure-${name}`, `${own[0]?.name}${own.length > 1 ? ` and ${own.length - 1} more need` : ' needs'} it`]);
  }
  for (const provider of tables.clusterApi.providers) {
    const one = installed.find(({ name }) => name === `infrastructure-${provider.operator}`);
    const row = findProviderRelease(provider, one?.version);
    for (const need of Object.keys(row?.needs ?? {})) needed.push([need, `${row?.release} needs it`]);
  }
  return needed
    .filter(([name]) => !has(name))
    .map(([name, why]) => createFinding('refuse', 'component-missing', name, `is not installed, and ${why}`));
}

function judgeVersions(
  state: ClusterState,
  installed: readonly Installed[],
  releases: readonly RunRelease[],
  tables: Tables,
  core: CoreRelease | undefined,
): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (verdict: 'refuse' | 'unknown' | 'ok', subject: string, message: string) =>
    findings.push(createFinding(verdict, 'component-version', subject, message));
  const find = (name: string) => installed.find((one) => one.name === name);
  const found = find('cluster-api');
  if (found !== undefined && core === undefined) {
    add(
      'unknown',
      'cluster-api',
      `has the version ${found.version ?? 'that nothing tells'}, which no table knows; bring newer knowledge with --knowledge`,
    );
  }
  const cso = find('cso');
  const operator = findCso(cso?.version, tables);
  if (cso !== undefined && operator === undefined) {
    add(
      'unknown',
      'cso',
      `has the version ${cso.version ?? 'that nothing tells'}, which no table knows; bring newer knowledge with --knowledge`,
    );
  }
  if (core === undefined) return findings;
  if (operator !== undefined) {
    const fits = isWithin(core, operator.core);
    if (fits) add('ok', 'cso', `${operator.release} works with ${core.release}`);
    else
      add('refuse', 'cso', `${operator.release} works with ${formatRange(operator.core)} and not with ${core.release}: ${operator.reason}`);
  }
  const kubernetes = minorOf(state.kubernetes);
  if (kubernetes !== undefined && !runsOn(core.management, kubernetes)) {
    add(
      'refuse',
      'cluster-api',
      `${core.release} runs on Kubernetes 1.${core.management[0]} to 1.${core.management[1]}, and the cluster has ${state.kubernetes}`,
    );
  }
  for (const name of ['bootstrap-kubeadm', 'control-plane-kubeadm', 'infrastructure-docker']) {
    const one = find(name);
    if (one?.version !== undefined && one.version !== found?.version) {
      add('refuse', name, `has the version ${one.version}, and Cluster API ${found?.version}; the two are released together`);
    }
  }
  for (const provider of tables.clusterApi.providers) {
    const one = find(`infrastructure-${provider.operator}`);
    if (one === undefined) continue;
    const row = findProviderRelease(provider, one.version);
    if (row === undefined) add('unknown', one.name, `has the version ${one.version ?? 'that nothing tells'}, which no table knows`);
    else if (!isWithin(core, row.core))
      add('refuse', one.name, `${row.release} goes with ${formatRange(row.core)}, and ${core.release} is there`);
    else add('ok', one.name, `${row.release} goes with ${core.release}`);
  }
  const rows = new Set([
    core.release,
    ...tables.clusterApi.providers.flatMap(
      (provider) => findProviderRelease(provider, find(`infrastructure-${provider.operator}`)?.version)?.release ?? [],
    ),
  ]);
  for (const release of releases) findings.push(...judgeRelease(release, rows, core, found?.version ?? core.newest));
  return [...findings, ...judgeNeeds(installed, tables)];
}

/** What providers were built with may be older than that where it does no harm, which nobody knows. */
function judgeNeeds(installed: readonly Installed[], tables: Tables): readonly Finding[] {
  const find = (name: string) => installed.find((one) => one.name === name);
  return tables.clusterApi.providers.flatMap((provider) => {
    const row = findProviderRelease(provider, find(`infrastructure-${provider.operator}`)?.version);
    return Object.entries(row?.needs ?? {}).flatMap(([name, version]) => {
      const one = find(name);
      if (one === undefined || (one.version !== undefined && compareSemverTexts(one.version, version) >= 0)) return [];
      const message = `has the version ${one.version ?? 'that nothing tells'}, and ${row?.release} is built for ${version}`;
      return [createFinding('unknown', 'component-version', name, message)];
    });
  });
}

/** A release of a source, with what is there. */
function judgeRelease(release: RunRelease, installed: ReadonlySet<string>, core: CoreRelease, version: string): readonly Finding[] {
  const { name, kubernetes, demands = [] } = release;
  const refuse = (message: string) => createFinding('refuse', 'component-version', name, message);
  const [first = 0, last = 0] = core.kubernetes;
  if (kubernetes.minor < first || last < kubernetes.minor) {
    return [refuse(`has Kubernetes ${describeKubernetes(release)}, and clusters of ${core.release} may have 1.${first} to 1.${last}`)];
  }
  if (!supports(core, version, kubernetes.minor)) {
    const patch = core.needs?.[`1.${kubernetes.minor}`];
    return [
      refuse(`has Kubernetes ${describeKubernetes(release)}, which ${core.release} supports from v${patch} on, and ${version} is there`),
    ];
  }
  return demands.flatMap(({ kind, apiVersion, releases }) => {
    const families = new Set(releases?.map((release) => release.split(' ')[0]));
    const own = [...installed].filter((release) => families.has(release.split(' ')[0]));
    if (releases === undefined || own.length === 0 || own.some((release) => releases.includes(release))) return [];
    return [refuse(`has a ${kind} of ${apiVersion}, which ${own.join(' and ')} does not serve with all its fields`)];
  });
}

function judgeGates({ name, gates }: Installed, core: CoreRelease | undefined, needsGates: boolean): readonly Finding[] {
  const isOfCore = ['cluster-api', 'bootstrap-kubeadm', 'control-plane-kubeadm', 'infrastructure-docker'].includes(name);
  if (core === undefined || !isOfCore) return [];
  const isNeeded = name === 'cluster-api' && needsGates;
  if (gates === undefined) {
    const message = `its deployment was not found by its label, so nobody knows whether its feature gates ${NEEDED.join(' and ')} are on`;
    return isNeeded ? [createFinding('unknown', 'gate-unknown', name, message)] : [];
  }
  const refuse = (message: string) => createFinding('refuse', 'gate-unknown', name, message);
  const strange = Object.keys(gates).filter((gate) => !core.gates.includes(gate) && gate !== 'AllAlpha' && gate !== 'AllBeta');
  // Both are alpha in every release that is known.
  const off = isNeeded ? NEEDED.filter((gate) => !(gates[gate] ?? gates['AllAlpha'])) : [];
  return [
    ...strange.map((gate) =>
      refuse(`has the feature gate ${gate}, which ${core.release} does not know, so it does not start again; take it out`),
    ),
    ...off.map((gate) => refuse(`has the feature gate ${gate} off, and CSO needs it`)),
  ];
}
