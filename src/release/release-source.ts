import type { PublishedFile } from './compare-release.ts';
import type { Provenance } from './provenance.ts';

/** A published release as its source describes it; files are fetched one by one. */
export interface PublishedRelease {
  /** Of the source that holds it. */
  readonly url: string;
  readonly name: string;
  /** Of the OCI manifest; on GitHub, which has none, of the list of the files' digests. */
  readonly digest: string;
  /** `v1.32.5`; undefined where the source says it in the release's files alone. */
  readonly kubernetes: string | undefined;
  /** Where its content came from, as far as the source keeps it. */
  readonly provenance: Provenance | undefined;
  readonly files: readonly PublishedFile[];
  fetch(file: PublishedFile): Promise<Buffer>;
}

/** Where releases are read from. */
export interface ReleaseSource {
  /** As the user wrote it: `oci://host/repository`, `oci-layout:DIR`, `github:owner/repo`. */
  readonly url: string;
  /** All names there, those of other things included. Asked once a run. Empty when there is nothing yet. */
  list(): Promise<readonly string[]>;
  /** Whether there is such a place, for one that lists nothing; missing where listing tells it already. */
  exists?(): Promise<boolean>;
  /** A release by name; undefined when there is none. */
  read(name: string): Promise<PublishedRelease | undefined>;
  /** A release by its digest, whatever names it; missing where releases have no digest of their own. */
  readDigest?(digest: string): Promise<PublishedRelease | undefined>;
}
