import { createAsset, type ReleaseContent } from './asset.ts';
import { parseRelease } from './read-release.ts';
import type { PublishedRelease } from './release-source.ts';

/**
 * A published release's content, for publishing it elsewhere as it is.
 * @param known content that may hold some of its files already, so that they need not be fetched
 */
export async function fetchRelease(published: PublishedRelease, known?: ReleaseContent): Promise<ReleaseContent> {
  const assets = await Promise.all(
    published.files.map(async (file) => {
      const asset = known?.assets.find(({ name, digest }) => name === file.name && digest === file.digest);
      return asset ?? createAsset(file.name, await published.fetch(file));
    }),
  );
  return { ...(await parseRelease(published.name, assets)), provenance: published.provenance, origin: published.origin };
}
