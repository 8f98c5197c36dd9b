import { type Versions } from '../version/index.js';
export interface Metadata {
    readonly versions: Versions;
    /** `v1.32.5` */
    readonly kubernetes: string;
}
/** metadata.yaml, byte for byte as csctl writes it. */
export declare function formatMetadata({ versions, kubernetes }: Metadata): Buffer;
/** @throws ReleaseError `invalid-metadata` when one of the four versions is missing or no version */
export declare function parseMetadata(bytes: Buffer, where: string): Metadata;
