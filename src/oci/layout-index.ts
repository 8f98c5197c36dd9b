import { isObject } from '../data.ts';
import { type JsonObject, parseJson } from '../json.ts';
import { OciError } from './error.ts';
import { parseDescriptor, sortKeys } from './manifest.ts';
import type { Descriptor } from './types.ts';

/** Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md#pre-defined-annotation-keys */
const REF_NAME = 'org.opencontainers.image.ref.name';
/** Source: https://github.com/containerd/containerd/blob/main/core/images/annotations.go */
const FULL_NAME = 'io.containerd.image.name';

/** `index.json`, with whatever else others put there. Source: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md */
export interface LayoutIndex {
  readonly rest: JsonObject;
  /** Entries with digests of algorithms that we do not speak: kept as they are. */
  readonly foreign: readonly unknown[];
  readonly entries: readonly LayoutEntry[];
}

export interface LayoutEntry {
  /** As it stands in the file: others' fields are kept. */
  readonly json: JsonObject;
  readonly descriptor: Descriptor;
  /** The tag, where the entry has a name. */
  readonly name: string | undefined;
}

export const EMPTY_INDEX: LayoutIndex = { rest: {}, foreign: [], entries: [] };

export function parseIndex(bytes: Buffer, path: string): LayoutIndex {
  const refuse = (why: string): never => {
    throw new OciError('invalid-layout', `${path}: ${why}; restore the file, or use another directory`);
  };
  const json = parseJson(bytes);
  if (!isObject(json)) return refuse('this is not a JSON object');
  const { manifests, ...rest } = json;
  if (json['schemaVersion'] !== 2) return refuse('its schemaVersion is not 2');
  if (!Array.isArray(manifests)) return refuse('it has no list of manifests');
  const [ours, foreign] = [manifests.filter((entry) => !hasOtherDigest(entry)), manifests.filter(hasOtherDigest)];
  return { rest, foreign, entries: ours.map((entry: unknown, index) => parseEntry(entry, `its manifest ${index}`, refuse)) };
}

function hasOtherDigest(entry: unknown): boolean {
  return (
    isObject(entry) && typeof entry['digest'] === 'string' && /^(?!sha256:)[a-z0-9]+(?:[+._-][a-z0-9]+)*:[\w=-]+$/.test(entry['digest'])
  );
}

function parseEntry(json: unknown, what: string, refuse: (why: string) => never): LayoutEntry {
  const descriptor = parseDescriptor(json, what, refuse);
  return { json: json as JsonObject, descriptor, name: descriptor.annotations?.[REF_NAME] };
}

/**
 * An entry of an index.
 * @param fullName the whole reference that containerd gives what it imports; undefined where it is not known
 */
export function createEntry(descriptor: Descriptor, artifactType: string | undefined, name: string, fullName?: string): LayoutEntry {
  const { mediaType, digest, size } = descriptor;
  const full = fullName === undefined ? {} : { [FULL_NAME]: fullName };
  const annotations = sortKeys({ ...descriptor.annotations, ...full, [REF_NAME]: name });
  const kind = artifactType === undefined ? {} : { artifactType };
  return { json: { mediaType, digest, size, annotations, ...kind }, descriptor: { mediaType, digest, size, annotations }, name };
}

/** The whole reference of an entry, where it has one. */
export function fullNameOf({ descriptor }: LayoutEntry): string | undefined {
  return descriptor.annotations?.[FULL_NAME];
}

function compareEntries(a: LayoutEntry, b: LayoutEntry): number {
  const [left, right] = [`${a.name ?? ''} ${a.descriptor.digest}`, `${b.name ?? ''} ${b.descriptor.digest}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function formatIndex({ rest, foreign, entries }: LayoutIndex): Buffer {
  const { schemaVersion: _, mediaType = 'application/vnd.oci.image.index.v1+json', ...others } = rest;
  return Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType, manifests: [...entries.map(({ json }) => json), ...foreign], ...others }),
  );
}

/** The entry of a name. */
export function findEntry(entries: readonly LayoutEntry[], tag: string, path: string): LayoutEntry | undefined {
  const found = entries.filter(({ name }) => name === tag);
  if (new Set(found.map(({ descriptor }) => descriptor.digest)).size > 1) {
    throw new OciError('invalid-layout', `${path}: the tag ${tag} is there more than once, for different manifests; remove all but one`);
  }
  return found[0];
}

/**
 * The index with further entries: the same one where there is nothing new. Entries are sorted, and of two whole names of one entry
 * the first in order is kept, so that the file does not tell who came first.
 * @throws OciError `tag-taken`
 */
export function mergeEntries(index: LayoutIndex, added: readonly LayoutEntry[], path: string): LayoutIndex {
  let entries = index.entries;
  for (const entry of added) {
    const { name, descriptor } = entry;
    const known = name === undefined ? entries.find((one) => one.descriptor.digest === descriptor.digest) : findEntry(entries, name, path);
    if (known === undefined) {
      entries = [...entries, entry];
      continue;
    }
    if (known.descriptor.digest !== descriptor.digest)
      throw new OciError(
        'tag-taken',
        `${path}: the name ${name} is ${known.descriptor.digest} already, so it is not given to ${descriptor.digest}`,
      );
    const [full, other] = [fullNameOf(entry), fullNameOf(known)];
    if (full !== undefined && (other === undefined || full < other)) entries = entries.map((one) => (one === known ? entry : one));
  }
  return entries === index.entries ? index : { ...index, entries: [...entries].sort(compareEntries) };
}
