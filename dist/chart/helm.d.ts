import { type RenderCache } from './render-cache.js';
/** A helm program. */
export interface Helm {
    readonly path: string;
    /** `v3.19.0`, or `v3.19` of one that was built without the release's flags. */
    readonly version: string;
    /** Tells builds of one version apart, and stays the same where one is reinstalled. */
    readonly build: string;
}
/** The outcome of looking for helm. A `broken` one does not say its version: that is not the same as none. */
export type HelmSearch = {
    readonly kind: 'found';
    readonly helm: Helm;
} | {
    readonly kind: 'broken';
    readonly path: string;
    readonly why: string;
} | {
    readonly kind: 'none';
};
/**
 * The outcome of a run of helm: `done`, or `failed` by itself; `broken` where it ran into a limit, was killed or answered nonsense.
 * `isLasting` tells what the chart alone brought about: another machine, or another try, would see the same.
 */
export interface HelmResult {
    readonly kind: 'done' | 'failed' | 'broken';
    readonly isLasting: boolean;
    readonly stdout: string;
    readonly stderr: string;
}
/**
 * Limits for helm on one chart. The largest known charts take a second and 300 MB. Of the address space Go's
 * runtime reserves 1.5 GB before it does anything, so it leaves 1.5 GB to use; from 1 GB on, GOMEMLIMIT makes it tidy up.
 */
export declare const HELM_LIMITS: {
    readonly time: 60000;
    readonly output: number;
    readonly memory: number;
};
/**
 * Finds helm and its version. A program that was asked before is not started again while the file stays the same.
 * @param searchPath folders, as PATH lists them
 */
export declare function searchHelm(searchPath: string, cache?: RenderCache): Promise<HelmSearch>;
/** The same where all but a helm that works is as good as none. */
export declare function readHelm(searchPath: string, cache?: RenderCache): Promise<Helm | undefined>;
/** The time zone that helm runs in: UTC, wherever this machine is, unless there is such a file. */
export declare function zoneIn(home: string): string;
/**
 * Runs helm to its end. It sees nothing of this machine: no plugins, no repositories, no cluster, and no network beyond
 * this machine, as its proxy is a port that nobody may listen on.
 * @param home a folder of its own
 */
export declare function runHelm(path: string, args: readonly string[], home: string, input?: string): Promise<HelmResult>;
/** Calls back with a new folder, which is gone afterwards whatever happens. */
export declare function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result>;
