import { type Finding, type Place } from '../finding.js';
import { type KubernetesVersion, type Line } from '../version/index.js';
import { type StackConfig } from './config.js';
import type { AddonChart } from './dependencies.js';
/** The contents of stack.yaml. */
export interface StackFile {
    readonly line: Line;
    /** With patch 0 where only the minor is written. */
    readonly kubernetes: KubernetesVersion;
    readonly isPatchKnown: boolean;
    readonly kubernetesPlace: Place;
    readonly ranges: readonly AddonRange[];
}
/** The versions that an addon's Chart.yaml may say. */
export interface AddonRange {
    /** The addon's folder. */
    readonly folder: string;
    readonly folderPlace: Place;
    readonly range: string;
    readonly place: Place;
}
/** Reads a stack.yaml, the successor of versions.yaml: one file for each Kubernetes minor. */
export declare function parseStackFile(file: string, bytes: Buffer): {
    readonly stack?: StackFile;
    readonly findings: readonly Finding[];
};
/** Whether every range names an addon, and the addon's Chart.yaml keeps within it. */
export declare function checkRanges(ranges: readonly AddonRange[], folders: readonly string[], charts: readonly AddonChart[]): Finding[];
/** A csctl.yaml beside stack.yaml has to say the same, as far as it says it. */
export declare function checkAgreement(stack: StackFile, config: StackConfig): Finding[];
