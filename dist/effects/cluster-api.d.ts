import type { Effect } from '../effect.js';
/** Releases of Cluster API that answer alike. */
export interface Release {
    readonly minor: number;
    /** The first patch of them, and the last where the minor has more. */
    readonly first: number;
    readonly last?: number;
    /** Whether its code was run on changes, or read and found equal to a neighbour's as far as it decides. */
    readonly evidence: 'run' | 'read';
}
/** The minors that effects are known for, as a range, and those of them that were read alone. */
export declare const KNOWN_CLUSTER_API: {
    range: string;
    byReading: string[];
};
/** Which releases are asked for. */
export interface Asked {
    readonly releases: readonly Release[];
    /** The words of whoever asked; undefined for all that are known. */
    readonly words: string | undefined;
    /** False for a release that nobody looked at: the nearest known one stands for it. */
    readonly isKnown: boolean;
}
/** @param words `1.12` or `1.12.3`, a `v` before it does no harm */
export declare function askFor(words: string | undefined): Asked;
/** The releases for which something is said, as effects have them. */
export type Said = Pick<Effect, 'clusterApi' | 'byReading'>;
/** The answers of the releases that are asked for, neighbours with the same one together. */
export declare function ask<T>({ releases, words }: Asked, answer: (release: Release) => T): {
    readonly answer: T;
    readonly said: Said;
}[];
/** For what no release answers otherwise. */
export declare function sayAll({ releases, words }: Pick<Asked, 'releases' | 'words'>): Said;
