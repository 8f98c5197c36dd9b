export { openArchive } from './archive.ts';
export { type ArchiveContent, type ArchiveContentOptions, openArchiveContent } from './archive-content.ts';
export { type ContentStore, type ManifestName, readWhole } from './content.ts';
export { type CopyMemory, copyManifest, createCopyMemory } from './copy-content.ts';
export type { RunHelper } from './credential-helper.ts';
export {
  findInLoginFile,
  LARGEST_LOGIN_FILE,
  type LoginFile,
  listLoginHosts,
  parseLoginFile,
  readStoredLogin,
} from './docker-credentials.ts';
export { apiHost } from './docker-hub.ts';
export { OciError, type OciErrorCode } from './error.ts';
export { formatImageName, parseImageName } from './image-name.ts';
export { type LayoutOptions, openLayout } from './layout.ts';
export { openLayoutContent } from './layout-content.ts';
export { lockArchive } from './lock-archive.ts';
export { describe, EMPTY_CONFIG, formatManifest, MANIFEST_MEDIA_TYPE, parseManifest } from './manifest.ts';
export { createRawManifest, listParts, type RawManifest } from './raw-manifest.ts';
export { readDigest } from './read-digest.ts';
export { isTag, parseReference, type Reference } from './reference.ts';
export { openRegistry } from './registry.ts';
export { openRegistryContent } from './registry-content.ts';
export type { Descriptor, Manifest, ManifestBlob, Store } from './types.ts';
