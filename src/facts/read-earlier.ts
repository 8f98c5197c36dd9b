import type { EarlierRelease, Facts, Shipped } from '../compat/index.ts';
import { describeFailure } from '../errors.ts';
import { createFinding, type Finding } from '../finding.ts';
import { findNewestBefore, HASHES, type NewestRelease, type PublishedRelease, type ReleaseSource } from '../release/index.ts';
import { formatLine, type Line, parseReleaseName } from '../version/index.ts';
import { readPublished, type ShippedTools } from './read-shipped.ts';

export interface EarlierOptions {
  /** Where clusters come from: what is made on a channel is held against that channel, and else against `stable`. */
  readonly channel: string;
  /** The line's newest release, where it has been found already. */
  readonly newest?: NewestRelease | undefined;
  /** The minors of the same stack that this run makes releases for. */
  readonly minors?: readonly number[];
  readonly render: ShippedTools['render'];
  readonly charts?: ShippedTools['charts'];
}

/** The releases that clusters are upgraded from; one that cannot be read is a finding. */
export interface Earlier extends Required<Pick<Facts, 'earlier' | 'otherMinors'>> {
  /** The same releases at their source, by name: what was fetched of them is not fetched again. */
  readonly published: ReadonlyMap<string, PublishedRelease>;
  readonly findings: readonly Finding[];
}

/**
 * Reads the newest release of a line and of the Kubernetes minor before it. Asks for nothing more than the list of names
 * where there is none.
 * @throws whatever listing the source throws
 */
export async function readEarlier(source: ReleaseSource, line: Line, options: EarlierOptions): Promise<Earlier> {
  const minors = new Set([...(await listPublishedMinors(source, line)), ...(options.minors ?? [])]);
  const { major, minor } = line.kubernetes;
  const previous = { ...line, kubernetes: { major, minor: minor - 1 } };
  const results = await Promise.all([
    attempt(line, async () => readOne(options.newest ?? (await findNewestBefore(source, line, options.channel)), 'line', options)),
    attempt(previous, async () => readOne(await findNewestBefore(source, previous, options.channel), 'previous-minor', options)),
  ]);
  minors.delete(minor);
  const read = results.flatMap((result) => result.read ?? []);
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
}

async function listPublishedMinors(source: ReleaseSource, { provider, name, kubernetes }: Line): Promise<number[]> {
  const lines = (await source.list()).flatMap((tag) => parseReleaseName(tag)?.line ?? []);
  const own = lines.filter((one) => one.provider === provider && one.name === name && one.kubernetes.major === kubernetes.major);
  return own.map((one) => one.kubernetes.minor);
}

async function readOne(
  newest: NewestRelease | undefined,
  relation: EarlierRelease['relation'],
  { render, charts }: EarlierOptions,
): Promise<ReadRelease | undefined> {
  if (newest === undefined) return undefined;
  const published = fetchOnce(newest.published);
  const shipped = await readRelease(published, { render, renderAddons: 'single-stage', ...(charts && { charts }) });
  return { release: { ...shipped, name: published.name, relation }, published };
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

/** An earlier release that cannot be read does not stop a new one, which may be the fix; that they were not compared is said. */
async function attempt(
  line: Line,
  read: () => Promise<ReadRelease | undefined>,
): Promise<{ readonly read?: ReadRelease | undefined; readonly findings: readonly Finding[] }> {
  try {
    return { read: await read(), findings: [] };
  } catch (error) {
    const { message } = describeFailure(error);
    const why = `its newest release cannot be read, so upgrades from it were not checked: ${message}`;
    return { findings: [createFinding('unknown', 'earlier-release', formatLine(line), why)] };
  }
}
