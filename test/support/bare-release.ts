import { digestOf } from '../../src/digest.ts';
import type { TestRegistry } from './registry.ts';

/** A layer of a manifest that nobody of ours would write. */
export interface BareLayer {
  readonly title?: string | undefined;
  readonly bytes: Buffer;
  readonly mediaType?: string;
  readonly digest?: string;
  readonly size?: number;
}

/** Puts a manifest with such layers into a registry, past all checks. */
export function putBare(
  { blobs, manifests }: TestRegistry,
  repository: string,
  tag: string,
  layers: readonly BareLayer[],
  annotations: Readonly<Record<string, string>> = {},
): void {
  const described = layers.map(
    ({ title, bytes, mediaType = 'application/octet-stream', digest = digestOf(bytes), size = bytes.length }) => {
      blobs.set(digest, bytes);
      return { mediaType, digest, size, annotations: title === undefined ? {} : { 'org.opencontainers.image.title': title } };
    },
  );
  const empty = Buffer.from('{}');
  blobs.set(digestOf(empty), empty);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const config = { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(empty), size: empty.length };
  const artifactType = 'application/vnd.scs.cluster-stacks.v1';
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, artifactType, config, layers: described, annotations }));
  manifests.set(`${repository}:${tag}`, { mediaType, bytes });
  manifests.set(`${repository}@${digestOf(bytes)}`, { mediaType, bytes });
}
