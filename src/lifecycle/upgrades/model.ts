import type { Effect } from '../../effects/index.ts';
import type { ReadingOptions } from '../read-subject.ts';
import type { ReleaseState } from '../states/index.ts';

export interface UpgradesRequest extends ReadingOptions {
  /** The release that clusters are on. */
  readonly from: string;
  /** The release to go to; undefined for all that there are. */
  readonly to: string | undefined;
  /** A file that tells of releases, in place of the repository's. */
  readonly releases: string | undefined;
  /** The minor of Cluster API that effects are told for, `1.12`. */
  readonly clusterApi: string | undefined;
}

/** `conditional`: it can be done, and the reasons say what to look at first. */
export type EdgeVerdict = 'ok' | 'conditional' | 'refused';

/** What stands against a step, or what to look at before it. */
export interface UpgradeReason {
  /** That of a finding or an effect, or `barrier`, `risk`, `withdrawn`, … */
  readonly code: string;
  /** `warn`: it can be done all the same; `unknown`: something could not be compared. */
  readonly verdict: 'refuse' | 'warn' | 'unknown';
  readonly message: string;
  readonly url?: string;
}

/** A step from one release to another. */
export interface UpgradeEdge {
  readonly from: string;
  readonly to: string;
  readonly verdict: EdgeVerdict;
  /** Of the release to go to. */
  readonly state: ReleaseState['name'];
  readonly reasons: readonly UpgradeReason[];
  /** What clusters live through, in the order in which it happens. */
  readonly effects: readonly Effect[];
  /** The effects in one or two sentences. */
  readonly summary: string;
  /** Merge patches for the Cluster that make the step, by the version of its API; missing where the release cannot be read. */
  readonly patch?: { readonly v1beta1: string; readonly v1beta2: string };
}

export interface UpgradesReport {
  readonly schemaVersion: 1;
  readonly source: string;
  readonly from: string;
  readonly to?: string;
  /** Every release that CSO lets a cluster go to from there, newer ones of its line first; with `to` the steps of the chain, where there is one. */
  readonly edges: readonly UpgradeEdge[];
  /** With `to`: the releases on the shortest way there, both ends included; empty where there is none. */
  readonly chain?: readonly string[];
}
