import type { EarlierRelease, Facts, Shipped } from '../compat/index.ts';
import { describeFailure } from '../errors.ts';
import { createFinding, type Finding } from '../finding.ts';
import {
  compareRelease,
  findNewestBefore,
  HASHES,
  type NewestRelease,
  type PublishedRelease,
  type ReleaseContent,
  type ReleaseSource,
} from '../release/index.ts';
import { channelOf, formatLine, type Line, parseReleaseName, type Version } from '../version/index.ts';
import { readPublished, type ShippedTools } from './read-shipped.ts';

export interface EarlierOptions {
  /** The release that clusters are to go to. */
  readonly content: ReleaseContent;
  /** Where clusters come from: what is made on a channel is held against that channel, and else against `stable`. */
  readonly channel: string;
  /** The line's newest release, where it has been found already. */
  readonly newest?: NewestRelease | undefined;
  /** The minors of the same stack that this run makes releases for. */
  readonly minors?: readonly number[];
  /** Asked only where there are earlier releases. It throws where it cannot be told. */
  readonly readWithdrawals: () => Promise<Withdrawals>;
  readonly render: ShippedTools['render'];
  readonly charts?: ShippedTools['charts'];
}

/** The channel that clusters of a release come from: what is made of a commit follows no other such release. */
export function findChannelBefore(version: Version): string {
  const channel = channelOf(version);
  return channel === 'sha' ? 'stable' : channel;
}

/** Why a release, by its name, is no longer on offer; undefined for one that is. */
export type Withdrawals = (release: string) => string | undefined;

/** The releases that clusters are upgraded from; one that cannot be read is a finding. */
export interface Earlier extends Required<Pick<Facts, 'earlier' | 'otherMinors'>> {
  /** The same releases at their source, by name: what was fetched of them is not fetched again. */
  readonly published: ReadonlyMap<string, PublishedRelease>;
  readonly findings: readonly Finding[];
}

/**
 * Reads the newest release of a line and of the Kubernetes minor before it; where that is withdrawn, also the newest on offer.
 * Asks for nothing more than the list of names where there is none.
 * @throws whatever listing the source throws
 */
export async function readEarlier(source: ReleaseSource, line: Line, options: EarlierOptions): Promise<Earlier> {
  const minors = new Set([...(await listPublishedMinors(source, line)), ...(options.minors ?? [])]);
  const { major, minor } = line.kubernetes;
  const previous = { ...line, kubernetes: { major, minor: minor - 1 } };
  const results = await Promise.all([
    readLatest(source, line, 'line', options),
    readLatest(source, previous, 'previous-minor', { ...options, newest: undefined }),
  ]);
  minors.delete(minor);
  const read = results.flatMap(({ made }) => made);
  return {
    earlier: read.map(({ release }) => release),
    published: new Map(read.map(({ published }) => [published.name, published])),
    otherMinors: [...minors].sort((a, b) => a - b),
    findings: results.flatMap(({ findings }) => findings),
  };
}

interface ReadRelease {
  readonly release: EarlierRelease;
  readonly published: PublishedRelease;
  readonly findings: readonly Finding[];
}

async function listPublishedMinors(source: ReleaseSource, { provider, name, kubernetes }: Line): Promise<number[]> {
  const lines = (await source.list()).flatMap((tag) => parseReleaseName(tag)?.line ?? []);
  const own = lines.filter((one) => one.provider === provider && one.name === name && one.kubernetes.major === kubernetes.major);
  return own.map((one) => one.kubernetes.minor);
}

type Relation = EarlierRelease['relation'];

async function readLatest(source: ReleaseSource, line: Line, relation: Relation, options: EarlierOptions): Promise<Found<ReadRelease>> {
  const find = (isOffered?: (name: string) => boolean) => findNewestBefore(source, line, options.channel, isOffered);
  const read = async (release: NewestRelease, which?: string) => {
    const { made, findings } = await findOrTell(line, () => readOne(release, relation, options), which);
    return { made, findings: [...findings, ...made.flatMap((one) => one.findings)] };
  };
  const found = await findOrTell(line, async () => options.newest ?? (await find()));
  const [newest] = found.made;
  if (newest === undefined) return { made: [], findings: found.findings };
  const offered = await findOffered(line, newest.published.name, options, find);
  // First the one that clusters should be on.
  const all = await Promise.all([...offered.made.map((release) => read(release, ON_OFFER)), read(newest)]);
  return { made: all.flatMap(({ made }) => made), findings: [offered, ...all].flatMap(({ findings }) => findings) };
}

const ON_OFFER = 'newest release on offer';

/** Where the newest release is withdrawn, the one before it that is on offer: clusters that are there go past the withdrawn one. */
async function findOffered(
  line: Line,
  newest: string,
  { readWithdrawals }: EarlierOptions,
  find: (isOffered: (name: string) => boolean) => Promise<NewestRelease | undefined>,
): Promise<Found<NewestRelease>> {
  const tell = (verdict: Finding['verdict'], message: string) => [createFinding(verdict, 'earlier-withdrawn', formatLine(line), message)];
  let withdrawals: Withdrawals;
  try {
    withdrawals = await readWithdrawals();
  } catch (error) {
    const { message } = describeFailure(error);
    return { made: [], findings: tell('unknown', `upgrades were checked from ${newest} alone, which may be withdrawn: ${message}`) };
  }
  const why = withdrawals(newest);
  if (why === undefined) return { made: [], findings: [] };
  const offered = await findOrTell(line, () => find((name) => withdrawals(name) === undefined), ON_OFFER);
  const names = [newest, ...offered.made.map(({ published }) => published.name)];
  const message = `${newest} is ${why}; clusters may still be on it, so upgrades are checked from ${names.join(' and ')}`;
  return { made: offered.made, findings: [...tell('warn', message), ...offered.findings] };
}

async function readOne(newest: NewestRelease, relation: Relation, options: EarlierOptions): Promise<ReadRelease> {
  const { render, charts, content } = options;
  const published = fetchOnce(newest.published);
  const shipped = await readRelease(published, { render, renderAddons: 'single-stage', charts });
  const release = { ...shipped, name: published.name, relation };
  // One that is published again is not its own successor.
  if (relation !== 'line' || published.name === content.name) return { release, published, findings: [] };
  try {
    const { kubernetes } = newest.published;
    const changed = await compareRelease(content, { ...published, kubernetes }, published.fetch);
    return { release: { ...release, changed }, published, findings: [] };
  } catch (error) {
    const { message } = describeFailure(error);
    const why = `its files cannot be compared with those of ${content.name}: ${message}`;
    return { release, published, findings: [createFinding('unknown', 'earlier-release', published.name, why)] };
  }
}

/** The same release, each file of which is fetched once. */
function fetchOnce(published: PublishedRelease): PublishedRelease {
  const fetched = new Map<string, Promise<Buffer>>();
  return {
    ...published,
    fetch(file) {
      const bytes = fetched.get(file.name) ?? published.fetch(file);
      fetched.set(file.name, bytes);
      return bytes;
    },
  };
}

/**
 * Reads a published release from its source.
 * @throws what the source throws, and ReleaseError for files that are not a release's
 */
export async function readRelease(published: PublishedRelease, tools: ShippedTools): Promise<Shipped> {
  const files = await Promise.all(
    published.files
      .filter(({ name }) => name !== HASHES)
      .map(async (file): Promise<[string, Buffer]> => [file.name, await published.fetch(file)]),
  );
  return readPublished(published.name, new Map(files), tools);
}

/** What was made, if anything was, and what was wrong. */
interface Found<Made> {
  readonly made: readonly Made[];
  readonly findings: readonly Finding[];
}

/** An earlier release that cannot be read does not stop a new one, which may be the fix; that they were not compared is said. */
async function findOrTell<Made>(line: Line, make: () => Promise<Made | undefined>, which = 'newest release'): Promise<Found<Made>> {
  try {
    const made = await make();
    return { made: made === undefined ? [] : [made], findings: [] };
  } catch (error) {
    const { message } = describeFailure(error);
    const why = `its ${which} cannot be read, so upgrades from it were not checked: ${message}`;
    return { made: [], findings: [createFinding('unknown', 'earlier-release', formatLine(line), why)] };
  }
}
