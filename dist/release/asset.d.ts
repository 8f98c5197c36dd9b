import type { Versions } from '../version/index.js';
import type { ReleaseOrigin } from './origin.js';
import type { Provenance } from './provenance.js';
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
export declare const METADATA = "metadata.yaml";
export declare const HASHES = "hashes.json";
export declare const STAGES = "clusteraddon.yaml";
export declare const ADDON_VALUES = "cluster-addon-values.yaml";
export declare const NODE_IMAGES = "node-images.yaml";
export declare function createAsset(name: string, bytes: Buffer): Asset;
export declare const RELEASE_LIMITS = "no more than 64 files and 134217728 bytes are read";
/** Whether a release's files, as its source states them, are few and small enough to be read. */
export declare function isReleaseSize(files: readonly {
    readonly size: number;
}[]): boolean;
/** Whether a name is a plain file name, which cannot lead out of a folder. */
export declare function isAssetName(name: string): boolean;
