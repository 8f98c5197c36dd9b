import { type Component } from '../component.js';
import { type ReleaseContent } from './asset.js';
/** A file of a published release, before it is fetched. */
export interface PublishedFile {
    readonly name: string;
    readonly digest: string;
    readonly size: number;
}
/**
 * Which components differ between a candidate, built under a published release's own versions, and that release.
 * Equal digests settle a file; only where they differ is the published one fetched and looked into, since csctl
 * packs the same content into other bytes at every run.
 */
export declare function compareRelease(candidate: ReleaseContent, published: {
    readonly kubernetes: string;
    readonly files: readonly PublishedFile[];
}, fetch: (file: PublishedFile) => Promise<Buffer>): Promise<Component[]>;
