import type { ErrorReport } from '../../errors.ts';
import type { AssetReport } from '../../result.ts';

/** What became of one release that was asked for. Keys are missing where they are not known. */
export interface PulledRelease {
  /** The reference, as it was asked for. */
  readonly reference: string;
  readonly release?: string;
  /** `present` where the folder had the same files already. */
  readonly result: 'pulled' | 'present' | 'failed';
  /** The source that it was read from. */
  readonly url?: string;
  /**
   * Of the OCI manifest; elsewhere of the list of the files' digests.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest?: string;
  /**
   * `v1.32.5`
   * @pattern ^v\d+\.\d+\.\d+$
   */
  readonly kubernetes?: string;
  /** Where its files are on disk. */
  readonly directory?: string;
  readonly assets: readonly AssetReport[];
  readonly error?: ErrorReport;
}

export interface PullReport {
  readonly schemaVersion: 1;
  readonly releases: readonly PulledRelease[];
  readonly error?: ErrorReport;
}
