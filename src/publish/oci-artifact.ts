import { isObject } from '../data.ts';
import { ReleaseError } from '../errors.ts';
import { parseJson } from '../json.ts';
import {
  type Descriptor,
  EMPTY_CONFIG,
  formatManifest,
  MANIFEST_MEDIA_TYPE,
  type ManifestBlob,
  OciError,
  parseManifest,
  type RawManifest,
} from '../oci/index.ts';
import {
  type Asset,
  formatOrigin,
  formatProvenance,
  HASHES,
  isAssetName,
  isReleaseSize,
  METADATA,
  type Provenance,
  type PublishedFile,
  parseOrigin,
  parseProvenance,
  RELEASE_LIMITS,
  type ReleaseContent,
  type ReleaseManifest,
  type ReleaseOrigin,
} from '../release/index.ts';

/** Source: mediatype of csctl's publish command, and CSO's OCI client, which writes each layer to its title. */
export const ARTIFACT_TYPE = 'application/vnd.scs.cluster-stacks.v1';
const TITLE = 'org.opencontainers.image.title';
export const KUBERNETES = 'kubernetesVersion';
export const HASH = 'hash';

/** The advice for a tag that only looks like a release. */
export const NOT_A_RELEASE = 'CSO cannot read it: remove the tag, or choose another version with --mode custom';

export interface Artifact {
  readonly manifest: ManifestBlob;
  readonly blobs: readonly { readonly descriptor: Descriptor; readonly bytes: Buffer }[];
}

/** A manifest of the kind that releases have; its layer is nowhere, so no registry can take it for a release. */
export const SAMPLE: ManifestBlob = formatManifest({
  schemaVersion: 2,
  mediaType: MANIFEST_MEDIA_TYPE,
  artifactType: ARTIFACT_TYPE,
  config: EMPTY_CONFIG.descriptor,
  layers: [{ mediaType: 'application/vnd.scs.metadata.layer.v1+yaml', digest: `sha256:${'0'.repeat(64)}`, size: 1 }],
});

/** The OCI artifact of a release. Without times, so that its digest depends on the content alone. */
export function formatArtifact(release: ReleaseContent): Artifact {
  const blobs = release.assets.map((asset) => ({ descriptor: describeAsset(asset), bytes: asset.bytes }));
  const manifest = formatManifest({
    schemaVersion: 2,
    mediaType: MANIFEST_MEDIA_TYPE,
    artifactType: ARTIFACT_TYPE,
    config: EMPTY_CONFIG.descriptor,
    layers: blobs.map(({ descriptor }) => descriptor),
    annotations: {
      [HASH]: readShortHash(release),
      [KUBERNETES]: release.kubernetes,
      ...formatProvenance(release.provenance),
      ...formatOrigin(release.origin),
    },
  });
  return { manifest, blobs };
}

function describeAsset({ name, mediaType, digest, bytes }: Asset): Descriptor {
  return { mediaType, digest, size: bytes.length, annotations: { [TITLE]: name } };
}

/** csctl's `hash` annotation: the first 7 characters of the source's hash, as `hashes.json` has it. */
function readShortHash(release: ReleaseContent): string {
  const hashes = release.assets.find(({ name }) => name === HASHES);
  const data = parseJson(hashes?.bytes.toString('utf8') ?? '');
  const hash = isObject(data) ? data['clusterStack'] : undefined;
  if (typeof hash === 'string') return hash.slice(0, 7);
  throw new ReleaseError(
    'not-a-release',
    `${HASHES} of ${release.name} has no hash of the stack; it was not made by csctl or clusterstack`,
  );
}

export interface ArtifactContent {
  readonly kubernetes: string;
  readonly provenance: Provenance | undefined;
  readonly origin: ReleaseOrigin | undefined;
  readonly manifest: ReleaseManifest;
  readonly files: readonly (PublishedFile & { readonly descriptor: Descriptor })[];
}

/** A release as its manifest describes it. */
export function parseArtifact(name: string, blob: ManifestBlob): ArtifactContent {
  const { manifest } = blob;
  const files = manifest.layers.map((descriptor) => ({
    name: descriptor.annotations?.[TITLE] ?? '',
    digest: descriptor.digest,
    size: descriptor.size,
    descriptor,
  }));
  const problem = findProblem(files);
  if (problem !== undefined) {
    throw new ReleaseError('not-a-release', `the tag ${name} has the form of a release but ${problem}. ${NOT_A_RELEASE}`);
  }
  const { artifactType, config, annotations = {} } = manifest;
  const mediaTypes = new Map(files.map((file) => [file.name, file.descriptor.mediaType]));
  return {
    kubernetes: annotations[KUBERNETES] ?? '',
    provenance: parseProvenance(annotations),
    origin: parseOrigin(annotations),
    manifest: { artifactType, config: config.mediaType, mediaTypes, annotations },
    files,
  };
}

/**
 * Holds a manifest that is copied as it is against what a release is.
 * @throws ReleaseError `not-a-release`
 */
export function requireArtifact(name: string, { bytes, descriptor }: RawManifest): void {
  try {
    parseArtifact(name, parseManifest(bytes, descriptor.mediaType));
  } catch (error) {
    if (!(error instanceof OciError)) throw error;
    throw new ReleaseError('not-a-release', `the tag ${name} has the form of a release but ${error.message}. ${NOT_A_RELEASE}`, {
      cause: error,
    });
  }
}

function findProblem(files: readonly PublishedFile[]): string | undefined {
  if (!isReleaseSize(files)) return `has more files or bytes than a release: ${RELEASE_LIMITS}`;
  const names = files.map(({ name }) => name);
  if (names.some((name) => !isAssetName(name))) return 'has a layer without a plain file name as title';
  if (new Set(names).size !== names.length) return 'has two files of one name';
  if (!names.includes(METADATA)) return `has no ${METADATA}`;
  return undefined;
}
