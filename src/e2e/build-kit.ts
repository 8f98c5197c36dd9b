import { createHash } from 'node:crypto';
import { KNOWLEDGE } from '../compat/index.ts';
import { ReleaseError } from '../errors.ts';
import { createFile, type FileTree, sortTree } from '../files/index.ts';
import { chooseProviders } from '../management/index.ts';
import { formatMinor, minorsAbove } from '../version/index.ts';
import { formatYaml, formatYamlStream } from '../yaml/index.ts';
import { createPluginFiles } from './compliance-files.ts';
import { formatReadme } from './format-readme.ts';
import { formatSteps, listSteps } from './list-steps.ts';
import { formatWorkloads, listWorkloads } from './list-workloads.ts';
import { createKindConfig, createOperatorValues, createOperatorVolume } from './management-files.ts';
import { type ClusterRequest, createCluster, createClusterStacks, createNamespace, type Variables } from './objects.ts';
import type { Provider } from './pins.ts';
import { requireVariables } from './require-variables.ts';
import { SCRIPTS } from './scripts.ts';
import { formatSettings, formatVersions } from './settings.ts';
import { type ClassFacts, readClass, type Subject } from './subject.ts';

export interface KitRequest {
  readonly subject: Subject;
  /** The release that a cluster is created of first, and upgraded from. */
  readonly from?: Subject | undefined;
  /** That of the ClusterClass unless given. */
  readonly provider?: Provider | undefined;
  /** Values of variables that the Cluster sets. */
  readonly variables?: Variables | undefined;
}

/** The files of a folder that tests a release from end to end. */
export interface Kit {
  readonly files: FileTree;
  readonly provider: Provider;
  /** Of the release that is tested, `v1.36.1`. */
  readonly kubernetes: string;
  readonly steps: readonly string[];
  /** What could not be told of the release, so that no step waits for it. */
  readonly unknown: readonly string[];
}

/** The list of a kit’s files, with their SHA-256: by it a kit is known again. */
export const CHECKSUMS = 'kit.sha256';

/**
 * Makes the files of a kit. The same releases give the same bytes.
 * @throws ReleaseError `usage` for releases that no kit can be made of, `dependency` where they are not known well enough
 */
export function buildKit({ subject, from, provider: wanted, variables = {} }: KitRequest): Kit {
  const release = subject.content.name;
  const tested = readClass(subject);
  const before = from && { release: from.content.name, subject: from, tested: readClass(from) };
  const provider = requireProvider(release, tested, wanted);
  if (before !== undefined) {
    requireUpgrade(before.subject, subject);
    requireProvider(before.release, before.tested, provider);
  }
  const all = [tested, ...(before === undefined ? [] : [before.tested])];
  requireVariables(all, variables);
  const subjects = before === undefined ? [subject] : [before.subject, subject];
  const minors = subjects.map(({ facts }) => facts.kubernetes.minor);
  const chosen = chooseProviders({ provider, minors, apis: [...new Set(all.flatMap(({ apis }) => apis))].sort() }, KNOWLEDGE);

  const id = createHash('sha256').update(`${provider} ${before?.release} ${release}`).digest('hex').slice(0, 8);
  const names = { management: `e2e-management-${id}`, cluster: `e2e-${id}` };
  const describe = (one: ClassFacts): ClusterRequest => ({
    cluster: names.cluster,
    className: one.name,
    kubernetes: one.kubernetes,
    worker: one.worker,
    variables: selectVariables(one, variables),
  });
  const stacks = createClusterStacks(subjects);
  const steps = listSteps(provider, before !== undefined);
  const last = listWorkloads(release, subject.facts, before === undefined ? 'created' : 'upgraded');
  const first = before && listWorkloads(before.release, before.subject.facts, 'created');
  const settings = { ...names, provider, release, tested, from: before };

  const texts: Record<string, string> = {
    ...SCRIPTS,
    '.gitignore': '.state/\nbin/\nresults/\n',
    'README.md': formatReadme(settings, last.unknown),
    'cluster.yaml': formatYaml(createCluster(describe(tested))),
    'clusterstack.yaml': formatYamlStream(stacks),
    'cso-values.yaml': formatYaml(createOperatorValues()),
    'cso-volume.yaml': formatYaml(createOperatorVolume()),
    'kind.yaml': formatYaml(createKindConfig(provider)),
    'namespace.yaml': formatYaml(createNamespace()),
    'settings.env': formatSettings(settings),
    'steps.txt': formatSteps(steps),
    'versions.env': formatVersions(chosen),
    'workloads.tsv': formatWorkloads(release, last),
    ...(before &&
      first && {
        'cluster-from.yaml': formatYaml(createCluster(describe(before.tested))),
        'workloads-from.tsv': formatWorkloads(before.release, first),
      }),
    ...prefix('compliance/', createPluginFiles(describe(tested), formatMinor(subject.facts.kubernetes), stacks.at(-1) ?? {})),
  };
  const files = sortTree([
    ...Object.entries(texts).map(([path, text]) => createFile(path, Buffer.from(text))),
    ...subjects.flatMap(listAssets),
  ]);
  return {
    files: sortTree([...files, createFile(CHECKSUMS, Buffer.from(formatChecksums(files)))]),
    provider,
    kubernetes: tested.kubernetes,
    steps: steps.map(({ name }) => name),
    unknown: [...new Set([...(first?.unknown ?? []), ...last.unknown])],
  };
}

/** As `sha256sum -c` reads it. */
export function formatChecksums(files: FileTree): string {
  return files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
}

/** A release’s directory as the Cluster Stack Operator’s local mode reads it. */
function listAssets({ content }: Subject) {
  return content.assets.map(({ name, bytes }) => createFile(`cluster-stacks/${content.name}/${name}`, bytes));
}

function prefix(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}${path}`, text]));
}

function requireProvider(release: string, { provider, infrastructure }: ClassFacts, wanted: Provider | undefined): Provider {
  if (provider === undefined) {
    throw new ReleaseError(
      'usage',
      `the machines of ${release} are of kind ${infrastructure}; kits are made for Docker, Metal3 and OpenStack`,
    );
  }
  if (wanted !== undefined && wanted !== provider) {
    throw new ReleaseError('usage', `the machines of ${release} run on ${provider} (${infrastructure}), and not on ${wanted}`);
  }
  return provider;
}

/** The moves that the operator’s and Cluster API’s webhooks let a cluster make. */
function requireUpgrade({ content: from, facts: old }: Subject, { content: to, facts: next }: Subject): void {
  const refuse = (why: string) => new ReleaseError('usage', `no cluster can go from ${from.name} to ${to.name}: ${why}`);
  if (from.name === to.name) throw refuse('it is the same release');
  if (old.line.provider !== next.line.provider || old.line.name !== next.line.name) throw refuse('they are of different stacks');
  const steps = minorsAbove(next.kubernetes, formatMinor(old.kubernetes));
  if (steps > 1)
    throw refuse(`clusters go from minor to minor, and this is from ${formatMinor(old.kubernetes)} to ${formatMinor(next.kubernetes)}`);
  if (steps < 0 || (steps === 0 && next.kubernetes.patch < old.kubernetes.patch)) throw refuse('its Kubernetes version is lower');
}

/** Cluster API refuses a variable that the class does not have: what only one of two releases has is set there alone. */
function selectVariables({ variables: known }: ClassFacts, variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => known?.has(name) !== false));
}
