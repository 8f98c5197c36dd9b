import { type Finding } from '../finding.js';
import { type ReleaseContent } from './asset.js';
import type { ReleaseOrigin } from './origin.js';
import type { Provenance } from './provenance.js';
/** The record that a build writes beside a release directory: `publish` sends these files and no others. */
export interface BuildRecord {
    readonly schemaVersion: 1;
    readonly release: string;
    /** The line, `openstack-scs-1-32`. */
    readonly stack: string;
    readonly kubernetes: string;
    readonly versions: {
        readonly clusterStack: string;
        readonly clusterAddon: string;
        readonly nodeImage: string;
    };
    readonly assets: readonly RecordedAsset[];
    readonly findings: readonly Finding[];
    readonly waivers: readonly Finding[];
    readonly provenance: {
        readonly directory: string;
        readonly tool: string;
    } & Partial<Provenance>;
    /** Missing for a release that has no other's content. */
    readonly origin?: ReleaseOrigin;
}
interface RecordedAsset {
    readonly name: string;
    readonly mediaType: string;
    readonly digest: string;
    /** Bytes. */
    readonly size: number;
}
export interface RecordInput {
    readonly release: ReleaseContent;
    readonly stack: string;
    readonly directory: string;
    readonly findings: readonly Finding[];
    /** `clusterstack 0.1.0` */
    readonly tool: string;
}
export declare function createRecord({ release, stack, directory, findings, tool }: RecordInput): BuildRecord;
/** `.release/<release>.json` */
export declare function recordFile(output: string, release: string): string;
export declare function formatRecord(record: BuildRecord): string;
/** @throws ReleaseError `invalid-record` */
export declare function parseRecord(text: string, file: string): BuildRecord;
/** A record, or undefined for anything else. */
export declare function tryParseRecord(bytes: Buffer, file: string): BuildRecord | undefined;
/** @throws ReleaseError `check-refused` when the build went past what the check refuses */
export declare function requireAccepted(record: BuildRecord): void;
export {};
