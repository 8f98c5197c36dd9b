import { type ReleaseName } from '../../version/index.js';
import type { Barrier, ReleaseStates, Risk } from './model.js';
/** The risks that a cluster meets when it goes from one release to another. */
export declare function findRisks({ risks }: ReleaseStates, from: ReleaseName, to: ReleaseName): readonly Risk[];
/** The barriers that a cluster would skip: releases that come after the one and before the other. */
export declare function findBarriers({ barriers }: ReleaseStates, from: ReleaseName, to: ReleaseName): readonly Barrier[];
/** Whether a release is older than another of its stack: at a lower Kubernetes minor, or in a lower version of the same channel. */
export declare function comesBefore(a: ReleaseName, b: ReleaseName): boolean;
export declare function describeBarrier({ release, reason }: Barrier): string;
