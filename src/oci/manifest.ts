import { isObject } from '../data.ts';
import { digestOf } from '../digest.ts';
import { type JsonObject, parseJson } from '../json.ts';
import { clipText } from '../text.ts';
import { isDigest } from './digest.ts';
import { OciError } from './error.ts';
import type { Descriptor, Manifest, ManifestBlob } from './types.ts';

export const MANIFEST_MEDIA_TYPE = 'application/vnd.oci.image.manifest.v1+json';

/** Other things that a tag may name; accepted in requests so that an error can name it. */
export const OTHER_MANIFEST_MEDIA_TYPES: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** The `Accept` of a request for a manifest. */
export const ACCEPT_MANIFESTS: string = [MANIFEST_MEDIA_TYPE, ...OTHER_MANIFEST_MEDIA_TYPES].join(', ');

/** Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests */
export const LARGEST_MANIFEST = 4 * 1024 * 1024;

/** The descriptor of these bytes. */
export function describe(mediaType: string, bytes: Uint8Array, annotations?: Readonly<Record<string, string>>): Descriptor {
  return { mediaType, digest: digestOf(bytes), size: bytes.length, ...(annotations !== undefined && { annotations }) };
}

const EMPTY = Buffer.from('{}');

/** Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md#guidance-for-an-empty-descriptor */
export const EMPTY_CONFIG: { readonly descriptor: Descriptor; readonly bytes: Buffer } = {
  descriptor: describe('application/vnd.oci.empty.v1+json', EMPTY),
  bytes: EMPTY,
};

/** The manifest's bytes: the same manifest gives the same bytes, whatever the order of its keys. */
export function formatManifest(manifest: Manifest): ManifestBlob {
  const { schemaVersion, mediaType, artifactType, config, layers, annotations } = manifest;
  const ordered: Manifest = {
    schemaVersion,
    mediaType,
    ...(artifactType !== undefined && { artifactType }),
    config: orderDescriptor(config),
    layers: layers.map(orderDescriptor),
    ...(annotations !== undefined && { annotations: sortKeys(annotations) }),
  };
  // Read back, so that nothing is written that would be refused when read.
  return parseManifest(Buffer.from(JSON.stringify(ordered)), MANIFEST_MEDIA_TYPE);
}

/** Reads an image manifest. `mediaType` is what the store says it is; fields unknown here stay in `bytes` alone. */
export function parseManifest(bytes: Buffer, mediaType: string): ManifestBlob {
  if (bytes.length > LARGEST_MANIFEST)
    throw new OciError('too-large', `the manifest has ${bytes.length} bytes, more than ${LARGEST_MANIFEST}`);
  const refuse = refuseManifest;
  const json = parseJson(bytes);
  if (!isObject(json)) return refuse('it is not a JSON object');
  const found = json['mediaType'] ?? mediaType;
  // Bytes that say one thing and a header that says another have been used to confuse readers: CVE-2021-41190.
  if (found !== MANIFEST_MEDIA_TYPE || mediaType !== MANIFEST_MEDIA_TYPE) {
    const other = found === MANIFEST_MEDIA_TYPE ? mediaType : typeof found === 'string' ? found : 'something that is not text';
    return refuse(`expected ${MANIFEST_MEDIA_TYPE}, found ${clipText(other)}`);
  }
  if ('manifests' in json) return refuse('it is an image index as well');
  if (json['schemaVersion'] !== 2) return refuse('its schemaVersion is not 2');
  const artifactType = json['artifactType'];
  if (artifactType !== undefined && typeof artifactType !== 'string') return refuse('its artifactType is not a string');
  const layers = json['layers'];
  if (!Array.isArray(layers)) return refuse('its layers are not a list');
  const annotations = json['annotations'];
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_MEDIA_TYPE,
    ...(artifactType !== undefined && { artifactType }),
    config: parseDescriptor(json['config'], 'its config'),
    layers: layers.map((layer: unknown, index) => parseDescriptor(layer, `its layer ${index}`)),
    ...(annotations !== undefined && { annotations: parseAnnotations(annotations, 'its annotations', refuse) }),
  };
  const size = bytes.length;
  return { descriptor: { mediaType: MANIFEST_MEDIA_TYPE, digest: digestOf(bytes), size }, manifest, bytes };
}

/** Reads one descriptor out of JSON; `what` names it in errors. */
export function parseDescriptor(value: unknown, what: string, refuse: (why: string) => never = refuseManifest): Descriptor {
  if (!isObject(value)) return refuse(`${what} is not a descriptor`);
  const { mediaType, digest, size, annotations } = value as JsonObject & Record<'mediaType' | 'digest' | 'size' | 'annotations', unknown>;
  if (typeof mediaType !== 'string' || mediaType === '') return refuse(`${what} has no mediaType`);
  if (typeof digest !== 'string' || !isDigest(digest)) return refuse(`${what} has no sha256 digest`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return refuse(`${what} has no size`);
  return {
    mediaType,
    digest,
    size,
    ...(annotations !== undefined && { annotations: parseAnnotations(annotations, `the annotations of ${what}`, refuse) }),
  };
}

function parseAnnotations(value: unknown, what: string, refuse: (why: string) => never): Record<string, string> {
  if (!isObject(value)) return refuse(`${what} are not an object`);
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) =>
      typeof text === 'string' ? [key, text] : refuse(`${what} have a value that is not a string`),
    ),
  );
}

function orderDescriptor({ mediaType, digest, size, annotations }: Descriptor): Descriptor {
  return { mediaType, digest, size, ...(annotations !== undefined && { annotations: sortKeys(annotations) }) };
}

/** By code units: the same on every machine, whatever its locale. */
export function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function refuseManifest(why: string): never {
  throw new OciError('invalid-manifest', `this is not an OCI image manifest: ${why}`);
}
