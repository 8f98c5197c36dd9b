import { digestOf } from '../digest.ts';
import { formatLine, formatVersion, type Line, type Versions } from '../version/index.ts';
import type { ReleaseOrigin } from './origin.ts';
import type { Provenance } from './provenance.ts';

/** One file of a release. */
export interface Asset {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
}

/** A release's content, wherever it comes from: built now, read from disk or from a source. */
export interface ReleaseContent {
  /** Its tag, `openstack-scs-1-32-v4`. */
  readonly name: string;
  /** `v1.32.5` */
  readonly kubernetes: string;
  readonly versions: Versions;
  /** Sorted by name. */
  readonly assets: readonly Asset[];
  readonly provenance?: Provenance | undefined;
  /** The release whose content this is under another name. */
  readonly origin?: ReleaseOrigin | undefined;
  /** Markdown for people, where a target has a page for it. It never decides what a release is. */
  readonly notes?: string | undefined;
}

/** Names of a release's files that do not depend on its version. */
export const METADATA = 'metadata.yaml';
export const HASHES = 'hashes.json';
export const STAGES = 'clusteraddon.yaml';
export const ADDON_VALUES = 'cluster-addon-values.yaml';
export const NODE_IMAGES = 'node-images.yaml';

/** The names of a release's two archives. */
export function nameArchives(
  line: Line,
  { clusterStack, clusterAddon }: Versions,
): { readonly clusterClass: string; readonly clusterAddon: string } {
  return {
    clusterClass: `${formatLine(line)}-cluster-class-${formatVersion(clusterStack)}.tgz`,
    clusterAddon: `${formatLine(line)}-cluster-addon-${formatVersion(clusterAddon)}.tgz`,
  };
}

/** Media types of a release's layers, as csctl gives them by file name. Source: cmd/mediatype of csctl. */
const MEDIA_TYPES: readonly (readonly [pattern: RegExp, mediaType: string])[] = [
  [/-cluster-class-[^/]*\.tgz$/, 'application/vnd.scs.cluster-class.v1.tar+gzip'],
  [/-cluster-addon-[^/]*\.tgz$/, 'application/vnd.scs.cluster-addon.layer.v1.tar+gzip'],
  [/^clusteraddon\.yaml$/, 'application/vnd.scs.cluster-addon.config.layer.v1+yaml'],
  [/^metadata\.yaml$/, 'application/vnd.scs.metadata.layer.v1+yaml'],
  [/^node-images\.yaml$/, 'application/vnd.scs.node-image.config.layer.v1+yaml'],
  [/^hashes\.json$/, 'application/vnd.scs.hashes.layer.v1+yaml'],
  [/-node-image-[^/]*\.tgz$/, 'application/vnd.scs.node-image.layer.v1.tar+gzip'],
];

/** For what csctl does not name, `cluster-addon-values.yaml` among it. */
const DEFAULT_MEDIA_TYPE = 'application/vnd.oci.image.layer.v1.tar';

export function createAsset(name: string, bytes: Buffer): Asset {
  const mediaType = MEDIA_TYPES.find(([pattern]) => pattern.test(name))?.[1] ?? DEFAULT_MEDIA_TYPE;
  return { name, mediaType, bytes, digest: digestOf(bytes) };
}

/** A release has eight kinds of files, and the largest real one two million bytes. */
const MOST_FILES = 64;
const LARGEST_RELEASE = 128 * 1024 * 1024;
export const RELEASE_LIMITS = `no more than ${MOST_FILES} files and ${LARGEST_RELEASE} bytes are read`;

/** Whether a release's files, as its source states them, are few and small enough to be read. */
export function isReleaseSize(files: readonly { readonly size: number }[]): boolean {
  return files.length <= MOST_FILES && files.reduce((sum, { size }) => sum + size, 0) <= LARGEST_RELEASE;
}

/** Whether a name is a plain file name, which cannot lead out of a folder, and no longer than file systems take. */
export function isAssetName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/.test(name);
}
