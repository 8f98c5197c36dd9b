import type { PublishedFile } from './compare-release.ts';
import type { ReleaseOrigin } from './origin.ts';
import type { Provenance } from './provenance.ts';

/** What an OCI manifest says besides the files themselves. */
export interface ReleaseManifest {
  readonly artifactType: string | undefined;
  /** Media type of the config. */
  readonly config: string;
  /** Media types of the files, by name. */
  readonly mediaTypes: ReadonlyMap<string, string>;
  readonly annotations: Readonly<Record<string, string>>;
}

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
  /** The release whose content it has under another name, as far as the source keeps it. */
  readonly origin?: ReleaseOrigin | undefined;
  readonly files: readonly PublishedFile[];
  /** Missing where releases have none: on GitHub and on disk. */
  readonly manifest?: ReleaseManifest;
  /** The name that CSO finds it by, where that is another than the tag: GitHub's own of a release. */
  readonly title?: string;
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
