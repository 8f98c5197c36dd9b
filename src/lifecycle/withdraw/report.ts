import type { ErrorReport } from '../../errors.ts';
import type { ReleaseState } from '../states/index.ts';

/** A place whose notes of the release say its state. */
export interface MarkedPlace {
  readonly url: string;
  readonly result: 'marked' | 'present' | 'failed';
  readonly error?: ErrorReport;
}

export interface WithdrawnRelease {
  readonly release: string;
  /**
   * Of what is published, before and after.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest: string;
  readonly state: ReleaseState;
  /** The file that says so. */
  readonly file: string;
  /** `unchanged` where it said so already. */
  readonly result: 'written' | 'unchanged';
  readonly targets: readonly MarkedPlace[];
}

export interface WithdrawReport {
  readonly schemaVersion: 1;
  readonly releases: readonly WithdrawnRelease[];
  readonly error?: ErrorReport;
}
