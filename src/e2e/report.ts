/** The folder that `e2e` wrote. */
export interface EndToEndReport {
  readonly schemaVersion: 1;
  readonly kit: {
    readonly directory: string;
    /** The release that is tested, `docker-scs-1-36-v1`. */
    readonly release: string;
    /** The release that a cluster is created of first, and upgraded from; missing where there is none. */
    readonly from?: string;
    /** `docker`, `metal3` or `openstack`. */
    readonly provider: string;
    /** `v1.36.1` */
    readonly kubernetes: string;
    /** What a run does, in its order. */
    readonly steps: readonly string[];
    /** Paths in the folder, sorted. */
    readonly files: readonly string[];
    /** What could not be told of the release, so that no step waits for it. */
    readonly unknown: readonly string[];
    /** Commands that go on from here. */
    readonly next: readonly string[];
  };
}
