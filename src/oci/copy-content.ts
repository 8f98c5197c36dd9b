import { mapLimited } from '../map-limited.ts';
import type { ContentStore, ManifestName } from './content.ts';
import { OciError } from './error.ts';
import { listParts, type RawManifest } from './raw-manifest.ts';
import type { Descriptor } from './types.ts';

/** The blobs of one copy, by what became of them, and the bytes that were sent. */
export interface CopyCount {
  /** Blobs that were sent. */
  readonly copied: number;
  /** Blobs that the registry took over from another of its repositories. */
  readonly mounted: number;
  /** Blobs that were there. */
  readonly present: number;
  /** Bytes of the blobs that were sent. */
  readonly bytes: number;
}

/** What is known of a target's blobs: copies of one run share it, so that none is asked for or sent twice. */
export interface CopyMemory {
  readonly settled: Map<string, Promise<void>>;
}

export function createCopyMemory(): CopyMemory {
  return { settled: new Map() };
}

/** More levels of indexes than any image has. */
const DEEPEST = 3;

/**
 * Copies a manifest with all that it points at, byte for byte, and names it: only blobs that are missing, by mounting them where the
 * registry can.
 * @throws OciError `tag-taken` where the name is another manifest's
 */
export async function copyManifest(
  source: ContentStore,
  target: ContentStore,
  manifest: RawManifest,
  name: ManifestName | undefined,
  memory: CopyMemory,
): Promise<CopyCount> {
  const count = { copied: 0, mounted: 0, present: 0, bytes: 0 };
  /** Blobs that a registry says it mounted. */
  const mounted: Descriptor[] = [];

  async function copyBlob(descriptor: Descriptor): Promise<void> {
    const known = memory.settled.get(descriptor.digest);
    if (known !== undefined) {
      await known;
      count.present += 1;
      return;
    }
    const running = sendBlob(descriptor);
    memory.settled.set(descriptor.digest, running);
    await running.catch((error: unknown) => {
      memory.settled.delete(descriptor.digest);
      throw error;
    });
  }

  async function sendBlob(descriptor: Descriptor): Promise<void> {
    if (await target.hasBlob(descriptor)) {
      count.present += 1;
      return;
    }
    const how = await target.writeBlob(descriptor, () => source.readBlob(descriptor), source.place);
    if (how === 'mounted') {
      count.mounted += 1;
      mounted.push(descriptor);
      return;
    }
    count.copied += 1;
    count.bytes += descriptor.size;
  }

  async function copyParts(whole: RawManifest, depth: number): Promise<void> {
    const parts = listParts(whole);
    if (parts.kind === 'image') {
      const blobs = new Map([parts.config, ...parts.layers].map((blob) => [blob.digest, blob]));
      // The others arrive all the same, and the next run finds them.
      const errors: unknown[] = [];
      await mapLimited([...blobs.values()], (blob) => copyBlob(blob).catch((error: unknown) => void errors.push(error)));
      if (errors.length > 0) throw errors[0];
      return;
    }
    if (depth === DEEPEST)
      throw new OciError('invalid-manifest', `${whole.descriptor.digest} has more than ${DEEPEST} indexes in each other`);
    for (const part of parts.manifests) {
      const { digest, size } = part;
      // What is there came after all that it points at, unless somebody copied files.
      if ((await target.head(digest)) !== undefined && (await target.isWhole?.(part)) !== false) continue;
      const inner = await source.read(digest);
      if (inner === undefined || inner.descriptor.size !== size)
        throw new OciError('not-found', `${source.url} has no ${digest}, which ${whole.descriptor.digest} points at`);
      await copyParts(inner, depth + 1);
      await target.writeManifest(inner, undefined);
    }
  }

  await copyParts(manifest, 0);
  try {
    await target.writeManifest(manifest, name);
  } catch (error) {
    // A registry may have said "mounted" of what it has not.
    if (mounted.length === 0 || (error instanceof OciError && error.code === 'tag-taken') || !(await resendLost())) throw error;
    await target.writeManifest(manifest, name);
  }
  return count;

  /** Sends the blobs that are said to be mounted and are not there; whether there were any. */
  async function resendLost(): Promise<boolean> {
    const lost: Descriptor[] = [];
    for (const blob of mounted) if (!(await target.hasBlob(blob))) lost.push(blob);
    for (const blob of lost) {
      await target.writeBlob(blob, () => source.readBlob(blob), undefined);
      count.mounted -= 1;
      count.copied += 1;
      count.bytes += blob.size;
    }
    return lost.length > 0;
  }
}
