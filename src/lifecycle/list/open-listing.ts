import { hashKey, openRenderCache } from '../../chart/index.ts';
import { asMap, getOwn } from '../../data.ts';
import { cacheFolder } from '../../files/index.ts';
import type { Provenance, PublishedFile } from '../../release/index.ts';
import type { ListedAddon } from './model.ts';

/** A release as its source described it on a day. */
export interface Description {
  readonly digest: string;
  readonly kubernetes: string;
  readonly provenance: Provenance | undefined;
  readonly files: readonly PublishedFile[];
  /** `2026-11-23` */
  readonly readOn: string;
}

/** What earlier runs have read of a source. */
export interface Listing {
  describe(release: string): Description | undefined;
  /** The addons in an archive, by its digest. */
  addonsOf(archive: string): readonly ListedAddon[] | undefined;
  /** Keeps what these releases are, and forgets all others; keeps nothing where it cannot. */
  save(releases: ReadonlyMap<string, Description>, addons: ReadonlyMap<string, readonly ListedAddon[]>): Promise<void>;
}

/** Nothing is kept, and nothing was. */
const NO_LISTING: Listing = { describe: () => undefined, addonsOf: () => undefined, save: async () => {} };

/**
 * Opens what is kept of a source. It is the user's own folder, and a damaged file is as good as none.
 * @param cache undefined where nothing may be kept
 */
export async function openListing(cache: string | undefined, source: string): Promise<Listing> {
  if (cache === undefined) return NO_LISTING;
  const store = openRenderCache(cacheFolder(cache, 'releases'));
  const key = hashKey('listing', source);
  const kept = asMap(await store.read(key));
  const releases = (asMap(kept?.['releases']) ?? {}) as Readonly<Record<string, Description>>;
  const addons = (asMap(kept?.['addons']) ?? {}) as Readonly<Record<string, readonly ListedAddon[]>>;
  return {
    describe: (release) => getOwn(releases, release),
    addonsOf: (archive) => getOwn(addons, archive),
    async save(newReleases, newAddons) {
      const value = { releases: Object.fromEntries(newReleases), addons: Object.fromEntries(newAddons) };
      if (JSON.stringify(value) !== JSON.stringify(kept)) await store.write(key, value);
    },
  };
}
