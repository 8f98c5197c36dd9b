import type { ErrorReport } from '../../errors.ts';
import type { Finding, Verdict } from '../../finding.ts';
import type { CheckBasis } from '../../result.ts';
import type { ReleaseState } from '../states/index.ts';

/** Something about a published release that is not as it should be. */
export interface Difference {
  /** A file, a path in an archive (`x.tgz/cni/Chart.yaml`), or the place that has the release. */
  readonly where: string;
  /** The thing that differs: `digest`, `chart`, `versions.kubernetes`, the code of a rule. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** A place that was asked for the release. */
export interface VerifiedPlace {
  readonly url: string;
  /**
   * Of the OCI manifest; elsewhere of the list of the files' digests.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest?: string;
  /** The proof of where it was built, as far as it can be told: `ok` only where its signature was verified. */
  readonly attestation?: { readonly verdict: 'ok' | 'unknown'; readonly message: string };
}

export interface VerifiedRelease {
  /** Its name, or the reference where that names none. */
  readonly release: string;
  /** `refuse` where anything differs, else the worst of the findings. */
  readonly verdict: Verdict;
  /** The first is what the others were held against. */
  readonly places: readonly VerifiedPlace[];
  /** Missing where nothing speaks against using it. */
  readonly state?: ReleaseState;
  readonly differences: readonly Difference[];
  /** Today's rules about it. */
  readonly findings: readonly Finding[];
  /** It could not be read, so nothing is known. */
  readonly error?: ErrorReport;
}

export interface VerifyReport {
  readonly schemaVersion: 1;
  readonly basis?: CheckBasis;
  readonly releases: readonly VerifiedRelease[];
  readonly error?: ErrorReport;
}
