import { ReleaseError } from '../../errors.ts';
import { createFinding, type Finding } from '../../finding.ts';
import { openReading } from '../../lifecycle/index.ts';
import type { Runtime } from '../../request.ts';
import { diffTexts } from '../folder/diff-texts.ts';
import { type FolderChange, planFolder } from '../folder/plan-folder.ts';
import { readFolder } from '../folder/read-folder.ts';
import { type Previous, readPrevious } from '../folder/read-previous.ts';
import { writeFolder } from '../folder/write-folder.ts';
import { type ClassRights, listNeededRules } from '../objects/cso-rights.ts';
import { createImages, type ImageList } from '../objects/images.ts';
import { usesDocker } from '../solver/describe-choices.ts';
import { listProviders } from '../solver/fit-parts.ts';
import { countMinors } from '../solver/read-version.ts';
import { solve } from '../solver/solve.ts';
import { listKnownProviders, type RunRelease, type Tables, type Wanted } from '../solver/wanted.ts';
import { chooseDistribution, judgeNamespaces } from './choose-distribution.ts';
import { createManifests, type Distribution } from './create-manifests.ts';
import { findCsoSource } from './find-cso-source.ts';
import { listStacks, type StackList } from './list-stacks.ts';
import { judgeOffered, type ReadRelease, readOffered } from './read-offered.ts';
import type { FileReport, ManifestsReport } from './report.ts';
import type { ManifestsRequest } from './request.ts';

/**
 * Reads the releases at sources, and writes or compares what a management cluster needs to run them.
 * @throws ReleaseError and the clients' errors where a source cannot be listed, the folder not be read or written, and nothing fits
 */
export async function manifests(request: ManifestsRequest, runtime: Runtime): Promise<ManifestsReport> {
  const { folder, check, prune, knowledge, offline, requireHelm } = request;
  const reading = await openReading({ knowledge, offline, requireHelm, source: request.sources[0] ?? '' }, runtime);
  const { releases, findings } = await readOffered(reading, request.sources, request.states);
  if (releases.length === 0)
    throw new ReleaseError(
      'no-release',
      `${request.sources.join(' and ')} ${request.sources.length === 1 ? 'has' : 'have'} no releases, so there is nothing to run them with`,
    );
  const present = folder === undefined ? [] : readFolder(folder);
  const previous = readPrevious(present);
  const list = listStacks(releases, previous, request);
  const { cso, findings: csoFindings } = findCsoSource(request, previous.cso);
  const tables = reading.instruments.knowledge;
  const distribution = chooseDistribution(request, previous);
  const listed = selectListed(releases, list);
  const unread = listUnread(releases, list);
  const runs = [...listed.flatMap(({ run }) => run ?? []), ...unread];
  const wanted = createWanted(request, distribution, runs, previous, tables);
  const solution = solve(wanted, tables);
  if (solution.kind === 'impossible') {
    throw new ReleaseError('check-refused', `no management cluster can run these releases: ${solution.facts.join('; and ')}`);
  }
  const { documents: images, unwritten } = createNodeImages(request, distribution, listed, list, previous);
  const classes = [
    ...listed.flatMap(({ name, run, lackingRights }) => (run === undefined ? [] : [{ release: name, lacking: lackingRights }])),
    ...unread.map(({ name }) => ({ release: name, lacking: undefined })),
  ];
  const created = createManifests({ ...request, ...solution, list, distribution, cso, classes, rules: previous.rules, images });
  const changes = planFolder(created, present, prune);
  const mode = folder === undefined ? 'planned' : check ? 'checked' : 'written';
  if (folder !== undefined && mode === 'written') writeFolder(folder, changes);
  const [min, max] = solution.kubernetes;
  const core = solution.choices.find(({ kind }) => kind === 'core')?.version ?? '';
  return {
    schemaVersion: 1,
    ...(folder !== undefined && { folder }),
    mode,
    choices: solution.choices.map(({ kind, name, version, reasons }) => ({ kind, name, version, reasons })),
    kubernetes: { min: `1.${min}`, max: `1.${max}` },
    clusterStacks: list.stacks.map(({ name, versions }) => ({ name, versions: versions.map(({ version }) => version) })),
    allowed: Object.fromEntries(list.allowed),
    files: changes.map((change) => describeChange(change, check)),
    findings: [
      ...findings,
      ...judgeOffered(
        releases.flatMap(({ run }) => run ?? []),
        tables,
      ),
      ...csoFindings,
      ...judgeRights(classes),
      ...judgeList(list),
      ...judgeNamespaces(previous, distribution),
      ...unwritten.map(({ name, why }) => createFinding('warn', 'image-unwritten', name, `is not written as its release has it: ${why}`)),
      ...judgeFiles(changes),
      ...judgeCore(core, tables, runtime.today),
      ...judgeJump(previous.providers.get('cluster-api'), core),
    ],
  };
}

function createWanted(
  request: ManifestsRequest,
  distribution: Distribution,
  runs: readonly RunRelease[],
  previous: Previous,
  tables: Tables,
): Wanted {
  const kyverno =
    distribution.label !== undefined
      ? { from: 'v1.19.0', why: 'from 1.19 on its policies update what they made when a namespace changes, and older ones delete it' }
      : request.policy === 'kyverno'
        ? { from: 'v1.17.0', why: 'from 1.17 on it serves policies.kyverno.io/v1' }
        : undefined;
  return {
    releases: runs,
    clusterApi: request.clusterApi,
    kubernetes: request.kubernetes,
    cso: request.cso,
    kyverno,
    floor: request.policy === 'native' ? { kubernetes: 30, why: 'ValidatingAdmissionPolicies need Kubernetes 1.30' } : undefined,
    present: selectPresent(previous, runs, request.prune, tables),
  };
}

/** Providers that no release uses any more stay, unless what is not wanted is dropped. */
function selectPresent(
  { providers }: Previous,
  releases: readonly RunRelease[],
  prune: boolean,
  tables: Tables,
): ReadonlyMap<string, string> {
  const known = listKnownProviders(tables);
  // A class that was not rendered may have kinds of any provider, where its own is not known.
  if (!prune || releases.some(({ line, demands }) => demands === undefined && !known.includes(line.provider))) return providers;
  const used = new Set([
    ...releases.map(({ line }) => line.provider),
    ...listProviders({ releases, present: new Map() }, tables).map(({ operator }) => operator),
  ]);
  if (releases.some(usesDocker)) used.add('docker');
  return new Map([...providers].filter(([name]) => !known.includes(name) || used.has(name)));
}

function createNodeImages(
  { images, prune }: ManifestsRequest,
  distribution: Distribution,
  listed: readonly ReadRelease[],
  list: StackList,
  previous: Previous,
): ImageList {
  if (images === undefined) return { documents: [], unwritten: [] };
  if (distribution.label !== undefined)
    throw new ReleaseError(
      'usage',
      '--node-images writes for namespaces that are named, and not for those with a label; name them with --namespace',
    );
  return createImages(
    listed.flatMap(({ nodeImages }) => nodeImages),
    distribution.namespaces,
    images,
    // A release that could not be read may need any of them.
    { images: previous.images, keep: !prune || listUnread(listed, list).length > 0 },
  );
}

function selectListed(releases: readonly ReadRelease[], { stacks }: StackList): readonly ReadRelease[] {
  const names = new Set(stacks.flatMap(({ versions }) => versions.map(({ release }) => release)));
  return releases.filter(({ name }) => names.has(name));
}

/** Releases that stay listed although they were not read: clusters may have them, of the minor that their line has. */
function listUnread(releases: readonly ReadRelease[], { stacks }: StackList): readonly RunRelease[] {
  const read = new Set(releases.flatMap(({ name, run }) => (run === undefined ? [] : [name])));
  return stacks.flatMap(({ line, versions }) =>
    versions.flatMap(({ release }): RunRelease[] =>
      read.has(release) ? [] : [{ name: release, line, kubernetes: line.kubernetes, demands: undefined }],
    ),
  );
}

function describeChange(change: FolderChange, check: boolean): FileReport {
  const { path, kind } = change;
  if (!check || kind === 'same' || kind === 'kept') return { path, result: kind };
  const before = kind === 'added' ? '' : change.before;
  const after = kind === 'removed' ? '' : change.after;
  return { path, result: kind, difference: diffTexts(path, before, after) };
}

function judgeList({ kept, dropped }: StackList): readonly Finding[] {
  return [
    ...kept.map(({ release, why }) =>
      createFinding(
        'warn',
        'release-kept',
        release,
        `stays listed, although ${why}; --prune drops it, but not one that is withdrawn or was not read`,
      ),
    ),
    ...dropped.map(({ release, why }) =>
      createFinding(
        'warn',
        'release-dropped',
        release,
        `is not listed any more: ${why}; CSO deletes it where no cluster of the same namespace uses it`,
      ),
    ),
  ];
}

function judgeRights(classes: readonly ClassRights[]): readonly Finding[] {
  return listNeededRules(classes).map(({ kind, apiVersion, releases }) =>
    createFinding(
      'warn',
      'cso-rights',
      `${kind} of ${apiVersion}`,
      `cso-values.yaml lets CSO create it, since the cluster class of ${releases.join(', ')} contains one; apply it only where you want that`,
    ),
  );
}

function judgeFiles(changes: readonly FolderChange[]): readonly Finding[] {
  return changes.flatMap(({ kind, path }) => {
    if (kind === 'kept')
      return [createFinding('warn', 'file-kept', path, 'stays, although nothing asks for it any more; --prune removes it')];
    return kind === 'removed' ? [createFinding('warn', 'file-dropped', path, 'goes, since nothing asks for it any more')] : [];
  });
}

function judgeCore(version: string, { clusterApi }: Tables, today: string): readonly Finding[] {
  const core = clusterApi.releases.find(({ release }) => version.startsWith(`v${release.replace('CAPI ', '')}.`));
  if (core?.endOfLife === undefined || core.endOfLife > today) return [];
  return [createFinding('warn', 'core-unmaintained', core.release, `is not maintained since ${core.endOfLife}, and no newer one fits`)];
}

/** Source: https://cluster-api.sigs.k8s.io/reference/versions, "Skip upgrades" */
const MOST_MINORS = 3;

function judgeJump(present: string | undefined, version: string): readonly Finding[] {
  const minors = present === undefined ? undefined : countMinors(present, version);
  if (minors === undefined || minors <= MOST_MINORS) return [];
  const message = `is ${minors} minors newer than ${present}, which the folder has; Cluster API supports upgrades by ${MOST_MINORS} at most, so go to one between them first, with --cluster-api`;
  return [createFinding('warn', 'core-jump', version, message)];
}
