import { readKnowledge } from '../../compat/index.ts';
import { ReleaseError } from '../../errors.ts';
import { describeForeignNames } from '../../publish/index.ts';
import type { ReleaseSource } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { formatSuggestion } from '../../suggest.ts';
import { formatCount } from '../../text.ts';
import { channelOf, formatLine, formatReleaseName, formatVersion, parseReleaseName, type ReleaseName } from '../../version/index.ts';
import { openSource } from '../open-source.ts';
import {
  type EndOfLife,
  endOfLifeOf,
  findUnlisted,
  isWithdrawn,
  type ReleaseState,
  type ReleaseStates,
  readStates,
  stateOf,
} from '../states/index.ts';
import { compareReleases, openStandings, type Standing } from './find-next.ts';
import { type Looked, lookUpAll } from './look-up.ts';
import type { ListedRelease, ListReport, ListRequest, LookUpRequest } from './model.ts';
import { openSelection } from './select-names.ts';

/** Releases of which it is told why they could not be read. */
const MOST_TOLD = 5;

/**
 * Lists the releases of a source. Names alone cost the pages of its tags; a release whose own files cannot be read is in the list
 * with its error.
 * @throws ReleaseError `usage`, `invalid-states`, `source-failed` where there is no such source, and what listing it throws
 */
export async function listReleases({ releases, knowledge, ...request }: ListRequest, runtime: Runtime): Promise<ListReport> {
  const [states, { kubernetes }] = await Promise.all([readStates(releases), readKnowledge(knowledge ?? [])]);
  return listTold(request, { states, endOfLife: kubernetes.endOfLife }, runtime);
}

/** What releases are beside their source. */
export interface Told {
  readonly states: ReleaseStates;
  readonly endOfLife: EndOfLife;
}

/** The same with files that were read already: those that a shell pipes in are read but once. */
export async function listTold(request: LookUpRequest, { states, endOfLife }: Told, runtime: Runtime): Promise<ListReport> {
  const isSelected = openSelection(request);
  const source = openSource(request.source, runtime);
  const names = await listNames(source);
  for (const { release, place } of findUnlisted(states, names)) {
    const where = `${place.file}:${place.line ?? 1}:${place.column ?? 1}`;
    runtime.logger?.warn(`${where}: ${source.url} has no ${release}${formatSuggestion(release, names)}`);
  }
  const releases = names.flatMap((name) => parseReleaseName(name) ?? []).sort(compareReleases);
  const stateOfRelease = (release: ReleaseName) => stateOf(states, formatReleaseName(release), runtime.today, endOfLife);
  const standingOf = openStandings(
    releases.filter((release) => !isWithdrawn(stateOfRelease(release))),
    states,
  );
  const selected = releases.filter(isSelected);
  const looked = await lookUp(source, releases, selected, request, runtime);
  const listed = selected.map((release): ListedRelease => {
    const name = formatReleaseName(release);
    return {
      ...describeName(release),
      ...describeLooked(looked.get(name), runtime.today),
      ...describeState(stateOfRelease(release), endOfLifeOf(name, endOfLife)),
      ...describeStanding(standingOf(release)),
    };
  });
  const { addon } = request;
  const shown = addon === undefined ? listed : listed.filter((release) => release.error !== undefined || hasAddon(release, addon));
  for (const warning of describeTroubles(source.url, releases.length, shown)) runtime.logger?.warn(warning);
  const foreign = await describeForeignNames(source);
  if (foreign !== undefined) runtime.logger?.warn(foreign);
  return { schemaVersion: 1, source: source.url, releases: shown, strangers: names.length - releases.length };
}

/**
 * All names of a source, those of other things included.
 * @throws ReleaseError `source-failed` where there is no such source; one that is there may be empty
 */
export async function listNames(source: ReleaseSource): Promise<readonly string[]> {
  const names = await source.list();
  if (names.length > 0 || (await source.exists?.()) !== false) return names;
  throw new ReleaseError('source-failed', `${source.url} does not exist; check its name, or publish a first release to it`);
}

async function lookUp(
  source: ReleaseSource,
  releases: readonly ReleaseName[],
  selected: readonly ReleaseName[],
  request: LookUpRequest,
  runtime: Runtime,
): Promise<ReadonlyMap<string, Looked>> {
  if (request.detail === 'names' || selected.length === 0) return new Map();
  runtime.logger?.progress(`reading ${formatCount(selected.length, 'release')} of ${source.url}`);
  return lookUpAll(source, releases.map(formatReleaseName), selected.map(formatReleaseName), request, runtime);
}

/** What a table does not say: why a release could not be read, and that there is nothing. */
function describeTroubles(url: string, count: number, shown: readonly ListedRelease[]): readonly string[] {
  if (shown.length === 0)
    return [`${url} has ${count === 0 ? 'no releases' : `${formatCount(count, 'release')}, none of which is asked for`}`];
  const failures = shown.flatMap(({ release, error }) => (error === undefined ? [] : `${release} cannot be read: ${error.message}`));
  const more = failures.length - MOST_TOLD;
  return [...failures.slice(0, MOST_TOLD), ...(more > 0 ? [`${formatCount(more, 'more release')} cannot be read`] : [])];
}

function describeName(release: ReleaseName) {
  const name = formatReleaseName(release);
  const { line, version } = release;
  return { release: name, line: formatLine(line), version: formatVersion(version), tag: name, channel: channelOf(version) };
}

function describeState({ name: state, ...details }: ReleaseState, endOfLife: string | undefined) {
  return { state, ...(Object.keys(details).length > 0 && { stateDetails: details }), ...(endOfLife !== undefined && { endOfLife }) };
}

function describeStanding({ isNewest, next }: Standing) {
  return { newest: isNewest, next: next.map(formatReleaseName) };
}

function describeLooked(looked: Looked | undefined, today: string) {
  if (looked === undefined) return {};
  if (looked.kind === 'failed') return { error: { code: looked.code, message: looked.message } };
  const { digest, kubernetes, provenance, readOn } = looked.description;
  return {
    digest,
    kubernetes,
    ...(provenance?.created && { date: provenance.created }),
    ...(provenance && { commit: provenance.commit }),
    ...(looked.addons && { addons: looked.addons }),
    ...(readOn !== today && { readOn }),
  };
}

function hasAddon({ addons = [] }: ListedRelease, wanted: string): boolean {
  return addons.some(({ name, charts }) => name === wanted || charts.some((chart) => chart.name === wanted));
}
