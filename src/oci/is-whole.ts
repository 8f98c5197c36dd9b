import { digestOf } from '../digest.ts';
import { OciError } from './error.ts';
import { LARGEST_MANIFEST } from './manifest.ts';
import { createRawManifest, listParts, type Parts } from './raw-manifest.ts';
import { blobFile, type LayoutFiles } from './read-layout.ts';
import type { Descriptor } from './types.ts';

/**
 * Whether a manifest and all that it points at are in a layout, with the sizes that they have: a copy that broke off leaves less. Only
 * manifests are hashed; other blobs are when they are read.
 */
export async function isWhole(files: LayoutFiles, descriptor: Descriptor): Promise<boolean> {
  if (!(await hasSize(files, descriptor))) return false;
  const path = blobFile(descriptor.digest);
  const bytes = await files.read(path, LARGEST_MANIFEST);
  if (bytes === undefined || digestOf(bytes) !== descriptor.digest) return false;
  const parts = readParts(bytes, descriptor.mediaType, files.where(path));
  const blobs = parts?.kind === 'image' ? [parts.config, ...parts.layers] : [];
  for (const blob of blobs) if (!(await hasSize(files, blob))) return false;
  const manifests = parts?.kind === 'index' ? parts.manifests : [];
  for (const inner of manifests) if (!(await isWhole(files, inner))) return false;
  return true;
}

async function hasSize(files: LayoutFiles, { digest, size }: Descriptor): Promise<boolean> {
  return (await files.size(blobFile(digest))) === size;
}

/** Undefined for a manifest of another kind: what it points at is not known, and whoever reads it says so. */
function readParts(bytes: Buffer, mediaType: string, place: string): Parts | undefined {
  try {
    return listParts(createRawManifest(bytes, mediaType, place));
  } catch (error) {
    if (error instanceof OciError && error.code === 'invalid-manifest') return undefined;
    throw error;
  }
}
