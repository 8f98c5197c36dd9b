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
export { describe, EMPTY_CONFIG, formatManifest, MANIFEST_MEDIA_TYPE, parseManifest } from './manifest.ts';
export { readDigest } from './read-digest.ts';
export { parseReference, type Reference } from './reference.ts';
export { openRegistry } from './registry.ts';
export type { Descriptor, Manifest, ManifestBlob, Store } from './types.ts';
