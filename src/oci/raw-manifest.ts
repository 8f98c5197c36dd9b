import { isObject } from '../data.ts';
import { digestOf } from '../digest.ts';
import { parseJson } from '../json.ts';
import { clipText } from '../text.ts';
import { OciError } from './error.ts';
import { LARGEST_MANIFEST, MANIFEST_MEDIA_TYPE, OTHER_MANIFEST_MEDIA_TYPES, parseDescriptor } from './manifest.ts';
import type { Descriptor } from './types.ts';

/** A manifest or index of any kind as the bytes that its digest is of: for copying, not for reading releases. */
export interface RawManifest {
  readonly descriptor: Descriptor;
  readonly bytes: Buffer;
}

/** Where a manifest in an index is for. Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md */
export interface IndexedManifest extends Descriptor {
  /** `linux/arm64/v8`; undefined where the index does not say. */
  readonly platform: string | undefined;
}

/** The things that a manifest points at. */
export type Parts =
  | { readonly kind: 'index'; readonly manifests: readonly IndexedManifest[] }
  | {
      readonly kind: 'image';
      readonly config: Descriptor;
      readonly layers: readonly Descriptor[];
      readonly artifactType: string | undefined;
    };

const [INDEX, , LIST] = OTHER_MANIFEST_MEDIA_TYPES;
const MOST_PARTS = 1000;
const KNOWN = new Set([MANIFEST_MEDIA_TYPE, ...OTHER_MANIFEST_MEDIA_TYPES]);

/**
 * Wraps bytes that a store says are a manifest.
 * @param mediaType as the store says; the bytes' own word has to be the same where they have one (CVE-2021-41190)
 */
export function createRawManifest(bytes: Buffer, mediaType: string, place: string): RawManifest {
  if (bytes.length > LARGEST_MANIFEST) throw new OciError('too-large', `${place}: the manifest is larger than ${LARGEST_MANIFEST} bytes`);
  const json = parseJson(bytes);
  const own = isObject(json) ? json['mediaType'] : undefined;
  const found = typeof own === 'string' ? own : mediaType;
  if (!isObject(json) || !KNOWN.has(found))
    throw new OciError('invalid-manifest', `${place}: ${clipText(found, 100)} is not a manifest that can be copied`);
  if (KNOWN.has(mediaType) && mediaType !== found)
    throw new OciError('invalid-manifest', `${place}: the store says ${mediaType}, and the manifest itself ${found}`);
  return { descriptor: { mediaType: found, digest: digestOf(bytes), size: bytes.length }, bytes };
}

/** @throws OciError `invalid-manifest` */
export function listParts({ descriptor, bytes }: RawManifest): Parts {
  const refuse = (why: string): never => {
    throw new OciError('invalid-manifest', `${descriptor.digest} is not a manifest that can be copied: ${why}`);
  };
  const json = parseJson(bytes);
  if (!isObject(json)) return refuse('it is not a JSON object');
  const { manifests, layers, config, artifactType } = json;
  if (descriptor.mediaType === INDEX || descriptor.mediaType === LIST) {
    if (!Array.isArray(manifests) || manifests.length > MOST_PARTS) return refuse(`it has no list of at most ${MOST_PARTS} manifests`);
    if (layers !== undefined) return refuse('it is an image as well');
    return {
      kind: 'index',
      manifests: manifests.map((entry: unknown, at) => ({
        ...parseDescriptor(entry, `its manifest ${at}`, refuse),
        platform: platformOf(entry),
      })),
    };
  }
  if (!Array.isArray(layers) || layers.length > MOST_PARTS) return refuse(`it has no list of at most ${MOST_PARTS} layers`);
  if (manifests !== undefined) return refuse('it is an index as well');
  // Layers that whoever runs the image fetches elsewhere are in no registry. Source: image-spec, "Non-Distributable Layers".
  const kept = layers.filter(
    (layer) => !(isObject(layer) && Array.isArray(layer['urls']) && /foreign|nondistributable/.test(String(layer['mediaType']))),
  );
  return {
    kind: 'image',
    config: parseDescriptor(config, 'its config', refuse),
    layers: kept.map((layer: unknown, at) => parseDescriptor(layer, `its layer ${at}`, refuse)),
    artifactType: typeof artifactType === 'string' ? artifactType : undefined,
  };
}

function platformOf(entry: unknown): string | undefined {
  const platform = isObject(entry) ? entry['platform'] : undefined;
  if (!isObject(platform)) return undefined;
  const { os, architecture, variant } = platform;
  return [os, architecture, variant].filter((part) => typeof part === 'string' && part !== '').join('/');
}
