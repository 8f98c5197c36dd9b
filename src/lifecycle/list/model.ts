import type { ErrorReport } from '../../errors.ts';
import type { ReleaseState } from '../states/index.ts';

/** How much is looked up of each release: nothing, its manifest, or the versions of its addons, too. */
export type ListDetail = 'names' | 'manifests' | 'addons';

/** Which releases of a source are listed, and how. */
export interface LookUpRequest {
  /** A source's URL or folder. */
  readonly source: string;
  readonly detail: ListDetail;
  /** Only lines of this Kubernetes minor, `1.32`. */
  readonly kubernetes: string | undefined;
  readonly channel: string | undefined;
  /** Only these stacks or lines: `docker-scs`, `scs`, `docker-scs-1-36`. All where there are none. */
  readonly stacks: readonly string[];
  /** Only releases with an addon, or a chart in one, of this name. */
  readonly addon: string | undefined;
  /** Looks up everything anew, and believes nothing that an earlier run kept. */
  readonly refresh: boolean;
}

export interface ListRequest extends LookUpRequest {
  /** A file that tells of releases, in place of the repository's. */
  readonly releases: string | undefined;
  readonly knowledge: readonly string[] | undefined;
}

/** A chart in an addon. */
export interface ListedChart {
  readonly name: string;
  readonly version: string;
  readonly appVersion?: string;
}

export interface ListedAddon {
  /** Its folder; `cluster-addon` where a stack has one chart for all addons. */
  readonly name: string;
  /** The charts that it wraps, or itself where it wraps none. */
  readonly charts: readonly ListedChart[];
}

/** A release. Keys are missing where nothing is known, or nobody looked. */
export interface ListedRelease {
  /** `openstack-scs-1-32-v4` */
  readonly release: string;
  /** `openstack-scs-1-32` */
  readonly line: string;
  /**
   * `v4`, `v0-sha.abc1234`
   * @pattern ^v\d+(-[a-z0-9]+\.[a-z0-9]+)?$
   */
  readonly version: string;
  readonly tag: string;
  readonly channel: string;
  /** Of the OCI manifest; on GitHub and in folders, which have none, of the list of the files' digests. */
  readonly digest?: string;
  /** `v1.32.5` */
  readonly kubernetes?: string;
  /** When its commit was made, where the release tells it. */
  readonly date?: string;
  /** The commit that it was made from, where the release tells it. */
  readonly commit?: string;
  readonly addons?: readonly ListedAddon[];
  readonly state: ReleaseState['name'];
  /** What releases.yaml tells of the state; missing where it tells nothing. */
  readonly stateDetails?: Omit<ReleaseState, 'name'>;
  /**
   * The last day on which Kubernetes supports its minor.
   * @format date
   */
  readonly endOfLife?: string;
  /** Whether it is the newest of its line and channel that is offered. */
  readonly newest: boolean;
  /** The releases to go to from here: the newest of its line, and the newest of the next Kubernetes minor. */
  readonly next: readonly string[];
  /**
   * The day on which its manifest was read, where that was not today: names of releases are never given again, and nobody
   * asked whether this one was.
   * @format date
   */
  readonly readOn?: string;
  /** Why it could not be read. */
  readonly error?: ErrorReport;
}

export interface ListReport {
  readonly schemaVersion: 1;
  readonly source: string;
  /** By stack, Kubernetes minor, channel and version, oldest first. */
  readonly releases: readonly ListedRelease[];
  /**
   * How many names there are that name no release.
   * @asType integer
   * @minimum 0
   */
  readonly strangers: number;
}
