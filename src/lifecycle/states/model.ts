import type { Place } from '../../finding.ts';
import type { ReleaseName } from '../../version/index.ts';
import type { Selection } from './selection.ts';

export type StateName = 'preview' | 'supported' | 'deprecated' | 'withdrawn' | 'expired' | 'removed';

/** What a release is, and why. `unknown` where nothing tells. */
export interface ReleaseState {
  readonly name: StateName | 'unknown';
  /**
   * The first day of it.
   * @format date
   */
  readonly since?: string;
  readonly reason?: string;
  readonly url?: string;
  /** The release to take in its place. */
  readonly replacedBy?: string;
}

/** An entry of `states`: what a release is from a day on. */
export interface DatedState extends ReleaseState {
  readonly name: StateName;
  readonly release: string;
  readonly since: string;
  readonly place: Place;
}

/** An entry of `risks`: what may go wrong on the way from some releases to others. */
export interface Risk {
  readonly to: readonly Selection[];
  /** Undefined: wherever a cluster comes from. */
  readonly from: readonly Selection[] | undefined;
  readonly name: string;
  readonly message: string;
  readonly url: string | undefined;
  readonly fixedIn: ReleaseName | undefined;
}

/** An entry of `barriers`: a release that no cluster of its stack and channel may skip. */
export interface Barrier {
  readonly release: ReleaseName;
  readonly reason: string;
  readonly url: string | undefined;
}

/** All that is told of releases beside them. */
export interface ReleaseStates {
  /** The files that tell it. None: no release is known to be supported. */
  readonly files: readonly string[];
  readonly states: readonly DatedState[];
  readonly risks: readonly Risk[];
  readonly barriers: readonly Barrier[];
}

/** Where nobody tells anything. */
export const NO_STATES: ReleaseStates = { files: [], states: [], risks: [], barriers: [] };
