import { type Finding, type Place } from '../finding.js';
/** A dependency with exactly one content. */
export interface LockedDependency {
    /** The chart's folder in the stack's directory: `cluster-addon/cni`. */
    readonly folder: string;
    readonly name: string;
    /** The name it goes by, where that is not its own: a chart may wrap two versions of one. */
    readonly alias?: string;
    readonly version: string;
    /** Its URL; `file://` as Chart.yaml writes it. */
    readonly repository: string;
    /** Of the archive, in hex. */
    readonly sha256: string;
}
export interface LockedLine {
    /** `v1.32.5` */
    readonly kubernetes: string;
    readonly place: Place;
    readonly dependencies: readonly (LockedDependency & {
        readonly place: Place;
    })[];
    /** Digests of images by their names as charts render them; empty until somebody asks for them. */
    readonly images: ReadonlyMap<string, string>;
}
/** A line that is about to be locked. */
export interface NewLine {
    readonly kubernetes: string;
    readonly dependencies: readonly LockedDependency[];
    readonly images: ReadonlyMap<string, string>;
}
/** A stack.lock.yaml: what each line of a stack is made of. */
export type StackLock = ReadonlyMap<string, LockedLine>;
/** Reads a lock. A part that is missing is a finding, and then the result is undefined: half a lock would let other bytes through. */
export declare function parseLock(file: string, bytes: Buffer): {
    readonly lock?: StackLock;
    readonly findings: readonly Finding[];
};
/** The text of a lock: sorted, one field a line, so that a change of it reads well. */
export declare function formatLock(lines: ReadonlyMap<string, NewLine>): string;
