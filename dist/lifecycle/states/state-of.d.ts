import type { ReleaseState, ReleaseStates } from './model.js';
/** The last day that Kubernetes supports a minor, by minor: `endOfLife` of the knowledge about Kubernetes. */
export type EndOfLife = Readonly<Record<string, string>>;
/**
 * The state of a release on a day: the latest that releases.yaml dates, but `expired` past the end of life of its Kubernetes
 * minor, and where nothing is told `supported`, or `unknown` without any releases.yaml. Withdrawn and removed stay what they are.
 * @param release `openstack-scs-1-32-v4`
 * @param today `2026-11-23`
 */
export declare function stateOf({ files, states }: ReleaseStates, release: string, today: string, endOfLife: EndOfLife): ReleaseState;
/** The last day of support for a release's Kubernetes minor; undefined where it is not known. */
export declare function endOfLifeOf(release: string, endOfLife: EndOfLife): string | undefined;
/** Whether a release is no longer offered: nobody is sent to it. */
export declare function isWithdrawn({ name }: ReleaseState): boolean;
