import { describeFailure, ReleaseError } from '../../errors.ts';
import { mapLimited } from '../../map-limited.ts';
import { METADATA, type PublishedFile, type PublishedRelease, parseMetadata, type ReleaseSource } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import { parseKubernetesVersion } from '../../version/index.ts';
import { readListed } from '../find-release.ts';
import { isRemote } from '../open-source.ts';
import type { ListedAddon, ListRequest } from './model.ts';
import { type Description, openListing } from './open-listing.ts';
import { findAddonArchive, readAddons } from './read-addons.ts';

/** Requests at a time: a server's limits are met soon enough. */
const AT_A_TIME = 8;

/** What was looked up of a release, or why nothing was. */
export type Looked =
  | { readonly kind: 'found'; readonly description: Description; readonly addons: readonly ListedAddon[] | undefined }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export type LookUpOptions = Pick<ListRequest, 'detail' | 'refresh'>;

/**
 * Looks up releases by name. In a registry one that an earlier run has read is not asked for again: a name that was published
 * is never given to something else, and where it was moved all the same, that shows once something of it is fetched.
 * @param all every name of a release there
 * @param wanted those that are looked up
 */
export async function lookUpAll(
  source: ReleaseSource,
  all: readonly string[],
  wanted: readonly string[],
  { detail, refresh }: LookUpOptions,
  { cache, today, logger }: Runtime,
): Promise<ReadonlyMap<string, Looked>> {
  const listing = await openListing(cache, source.url);
  const isNameEnough = source.url.startsWith('oci://') && !refresh;
  const read = new Map<string, Promise<readonly ListedAddon[]>>();
  /** The addons of an archive that this run or an earlier one has read. */
  const knownAddons = async ({ digest }: PublishedFile): Promise<readonly ListedAddon[] | undefined> =>
    (await read.get(digest)) ?? listing.addonsOf(digest);
  const addonsIn = (published: PublishedRelease): Promise<readonly ListedAddon[]> => {
    const archive = findAddonArchive(published.name, published.files);
    const kept = listing.addonsOf(archive.digest);
    const addons = read.get(archive.digest) ?? (kept === undefined ? readAddons(published, archive) : Promise.resolve(kept));
    read.set(archive.digest, addons);
    return addons;
  };

  async function lookUp(name: string): Promise<Looked> {
    const kept = listing.describe(name);
    if (isNameEnough && kept !== undefined) {
      const addons = detail === 'addons' ? await knownAddons(findAddonArchive(name, kept.files)) : undefined;
      if (detail !== 'addons' || addons !== undefined) return { kind: 'found', description: kept, addons };
    }
    const published = await readListed(source, name);
    const { digest, provenance, files } = published;
    if (kept !== undefined && kept.digest !== digest && isRemote(source.url)) {
      logger?.warn(
        `${source.url} has other content as ${name} than on ${kept.readOn}: ${digest}, and not ${kept.digest}; whoever has the earlier one keeps it, so find out who moved it`,
      );
    }
    const kubernetes = kept?.digest === digest ? kept.kubernetes : await readKubernetes(published);
    const addons = detail === 'addons' ? await addonsIn(published) : undefined;
    return { kind: 'found', description: { digest, kubernetes, provenance, files, readOn: today }, addons };
  }

  const looked = await mapLimited(
    wanted,
    (name) => lookUp(name).catch((error: unknown): Looked => ({ kind: 'failed', ...describeFailure(error) })),
    AT_A_TIME,
  );
  const found = new Map(wanted.map((name, index) => [name, looked[index]] as const).filter(isDefined));
  await save();
  return found;

  async function save(): Promise<void> {
    const descriptions = new Map(
      all.flatMap((name): [string, Description][] => {
        const one = found.get(name);
        const description = one?.kind === 'found' ? one.description : listing.describe(name);
        return description === undefined ? [] : [[name, description]];
      }),
    );
    const digests = new Set([...descriptions.values()].flatMap(({ files }) => files.map(({ digest }) => digest)));
    const addons = new Map<string, readonly ListedAddon[]>();
    for (const digest of digests) {
      const known = await (read.get(digest)?.catch(() => undefined) ?? listing.addonsOf(digest));
      if (known !== undefined) addons.set(digest, known);
    }
    await listing.save(descriptions, addons);
  }
}

/** A registry states it beside the files; where nobody does, metadata.yaml is asked. */
async function readKubernetes(published: PublishedRelease): Promise<string> {
  const { kubernetes = '', files, name, url } = published;
  if (parseKubernetesVersion(kubernetes) !== undefined) return kubernetes;
  const file = files.find((candidate) => candidate.name === METADATA);
  if (file === undefined) throw new ReleaseError('not-a-release', `${name} has no ${METADATA}`);
  return parseMetadata(await published.fetch(file), `${url}: ${name}/${METADATA}`).kubernetes;
}

function isDefined<Key, Value>(entry: readonly [Key, Value | undefined]): entry is readonly [Key, Value] {
  return entry[1] !== undefined;
}
