import type { Version } from './version.js';
/** The three versions of a release. `nodeImage` is set even without node images: CSO fails on an empty one. */
export interface Versions {
    readonly clusterStack: Version;
    readonly clusterAddon: Version;
    readonly nodeImage: Version;
}
