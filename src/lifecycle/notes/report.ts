import type { Effect } from '../../effects/index.ts';
import type { Commit } from '../../git/index.ts';
import type { NotSeen } from '../images/index.ts';

export interface Link {
  readonly title: string;
  /** http or https. */
  readonly url: string;
}

/** A part of a release in two versions. */
export interface VersionChange {
  /** A chart's name, or `Kubernetes`. */
  readonly name: string;
  /** The addon's folder; missing for Kubernetes. */
  readonly addon?: string;
  /** Missing for what is new. */
  readonly from?: string;
  /** Missing for what is gone. */
  readonly to?: string;
  /** Of what the chart installs. */
  readonly appVersion?: string;
  /** Where upstream tells of the new version. */
  readonly links: readonly Link[];
  /** The chart's own words on its newest version. */
  readonly changes: readonly string[];
}

/** An image in two versions; the names in full. */
export interface ImageChange {
  /** Missing for one that is new. */
  readonly from?: string;
  /** Missing for one that is gone. */
  readonly to?: string;
}

/** A commit that touched the stack. */
export interface StackCommit extends Commit {
  /** Its page; missing where the repository is not known. */
  readonly url?: string;
}

/** The data of release notes, as `--json` prints it and templates get it. */
export interface NotesReport {
  readonly schemaVersion: 1;
  readonly release: string;
  /** `v4` */
  readonly version: string;
  /** The release that this one is held against; missing for a first one. */
  readonly from?: string;
  /** What clusters live through, in a sentence. */
  readonly summary: string;
  readonly effects: readonly Effect[];
  /** Kubernetes first; what stays included. */
  readonly versions: readonly VersionChange[];
  readonly images: readonly ImageChange[];
  /** The newest first. */
  readonly commits: readonly StackCommit[];
  /** The YAML of a ClusterStack and a Cluster. */
  readonly use: string;
  /** Commands. */
  readonly verify: readonly string[];
  /** What was not seen, and may differ. */
  readonly unknown: readonly NotSeen[];
}
