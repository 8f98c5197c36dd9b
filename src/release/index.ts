export { addRelease } from './add-release.ts';
export { hasCommonZlib, packArchive } from './archive.ts';
export {
  ADDON_VALUES,
  type Asset,
  createAsset,
  HASHES,
  isAssetName,
  isReleaseSize,
  METADATA,
  NODE_IMAGES,
  RELEASE_LIMITS,
  type ReleaseContent,
  STAGES,
} from './asset.ts';
export { buildRelease } from './build-release.ts';
export { NUMBERING_CODES } from './codes.ts';
export { compareRelease, type PublishedFile } from './compare-release.ts';
export { createdAt } from './created-at.ts';
export { type BuiltRelease, type Decision, decideRelease, findAhead, type TargetFailure } from './decide-release.ts';
export { fetchRelease } from './fetch-release.ts';
export { findForeignNames, findNewest, findNewestBefore, type NewestRelease } from './find-newest.ts';
export { findReleaseName } from './find-release-name.ts';
export { hashContent, hashSource, shortHash } from './hashes.ts';
export { judgeRevert } from './judge-revert.ts';
export { type Metadata, parseMetadata } from './metadata.ts';
export { formatOrigin, parseOrigin, type ReleaseOrigin } from './origin.ts';
export { addonPlaceholders, type PreparedStack, prepareStack } from './prepare.ts';
export { formatProvenance, type Provenance, parseProvenance } from './provenance.ts';
export { parseRelease, readRelease } from './read-release.ts';
export { type BuildRecord, createRecord } from './record.ts';
export { openReleaseFolder, readRecorded } from './release-folder.ts';
export type { PublishedRelease, ReleaseManifest, ReleaseSource } from './release-source.ts';
export { areAddonsNamed, hashReleaseContent, renameRelease, type UnpackedRelease, unpackRelease } from './rename-release.ts';
export { selectReleases } from './select-releases.ts';
export { writeRelease } from './write-release.ts';
export { sbomFile, writeSbom } from './write-sbom.ts';
