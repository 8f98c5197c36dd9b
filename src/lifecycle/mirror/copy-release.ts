import { ReleaseError } from '../../errors.ts';
import { type ContentStore, type CopyMemory, copyManifest, type ManifestName, OciError } from '../../oci/index.ts';
import { type Patience, requireArtifact, waitUntilVisible } from '../../publish/index.ts';
import type { CopyOutcome } from './copy-each.ts';

/** Two ends between which content is copied as it is. */
export interface Ends {
  readonly source: ContentStore;
  readonly target: ContentStore;
  /** What is known of the target's blobs. */
  readonly memory: CopyMemory;
  /** How long what was written may take to become visible. */
  readonly patience: Patience;
}

/**
 * Copies what a name stands for, byte for byte, where the target lacks it or has not all of it.
 * @param isRelease whether it has to be a release
 * @throws ReleaseError `release-conflict` where the target has something else under the name: nothing is overwritten
 */
export async function copyNamed(
  { source, target, memory, patience }: Ends,
  from: string,
  to: ManifestName,
  isRelease: boolean,
): Promise<CopyOutcome> {
  const there = await target.head(to.name);
  if (there !== undefined) {
    const here = await source.head(from);
    if (here?.digest !== there.digest) throw conflict(target, to.name, there.digest, here?.digest ?? 'nothing');
    if ((await target.isWhole?.(there)) !== false) return { result: 'present', digest: there.digest };
  }
  const manifest = await source.read(from);
  if (manifest === undefined)
    throw new ReleaseError('source-failed', `${source.url} lists ${from} but has no such manifest; run the same again`);
  if (isRelease) requireArtifact(from, manifest);
  const { digest } = manifest.descriptor;
  const blobs = await copyManifest(source, target, manifest, to, memory).catch((error: unknown) => {
    if (error instanceof OciError && error.code === 'tag-taken')
      throw new ReleaseError('release-conflict', error.message, { cause: error });
    throw error;
  });
  const seen = await waitUntilVisible(`${target.url}: ${to.name}`, patience, () => target.head(to.name));
  if (seen?.digest !== digest) throw conflict(target, to.name, seen?.digest ?? 'nothing', digest);
  return { result: 'copied', digest, blobs };
}

function conflict(target: ContentStore, name: string, there: string, here: string): ReleaseError {
  return new ReleaseError(
    'release-conflict',
    `${target.url} has ${name} as ${there}, and the source as ${here}; nothing that is there is overwritten`,
  );
}
