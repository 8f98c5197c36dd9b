export type { RunHelper } from './credential-helper.js';
export { findInLoginFile, LARGEST_LOGIN_FILE, type LoginFile, listLoginHosts, parseLoginFile, readStoredLogin, } from './docker-credentials.js';
export { apiHost } from './docker-hub.js';
export { OciError, type OciErrorCode } from './error.js';
export { type LayoutOptions, openLayout } from './layout.js';
export { describe, EMPTY_CONFIG, formatManifest, MANIFEST_MEDIA_TYPE, parseManifest } from './manifest.js';
export { parseReference, type Reference } from './reference.js';
export { openRegistry } from './registry.js';
export type { Descriptor, Manifest, ManifestBlob, Store } from './types.js';
