import type { ErrorReport } from '../../errors.ts';
import type { Finding } from '../../finding.ts';
import type { CheckBasis, LineReport } from '../../result.ts';

/** A release that was made from a published one. */
export interface RepublishedLine extends LineReport {
  /** The published release whose content it has; missing where there is none. */
  readonly origin?: {
    readonly release: string;
    readonly url: string;
    /** @pattern ^sha256:[0-9a-f]{64}$ */
    readonly digest: string;
    /** Its Kubernetes version, where the new one keeps a later one: no cluster goes back to a lower version. */
    readonly kubernetes?: string;
    /** The release that a revert takes the place of. */
    readonly from?: string;
  };
  /**
   * The hash of the content with the names of the release replaced. It is equal at both ends, but for a Kubernetes version that stays.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly content?: string;
}

export interface RepublishReport {
  readonly schemaVersion: 1;
  readonly basis?: CheckBasis;
  readonly releases: readonly RepublishedLine[];
  readonly findings?: readonly Finding[];
  readonly error?: ErrorReport;
}
