import type { Provenance, PublishedFile, ReleaseContent } from '../release/index.ts';

/** A published release as its source describes it; files are fetched one by one. */
export interface PublishedRelease {
  /** Of the source that holds it. */
  readonly url: string;
  readonly name: string;
  /** Of the OCI manifest; on GitHub, which has none, of the list of the files' digests. */
  readonly digest: string;
  /** `v1.32.5`, or empty when the source does not say. */
  readonly kubernetes: string;
  /** Where its content came from, as far as the source keeps it. */
  readonly provenance?: Provenance | undefined;
  readonly files: readonly PublishedFile[];
  fetch(file: PublishedFile): Promise<Buffer>;
}

/** Where releases are read from. */
export interface ReleaseSource {
  /** As the user wrote it: `oci://host/repository`, `oci-layout:DIR`, `github:owner/repo`. */
  readonly url: string;
  /** All names there, those of other things included. Asked once a run. Empty when there is nothing yet. */
  list(): Promise<readonly string[]>;
  /** A release by name; undefined when there is none. */
  read(name: string): Promise<PublishedRelease | undefined>;
}

/** What publishing did: `present` when the same content was already there under the name. */
export interface Publication {
  readonly result: 'published' | 'present';
  readonly digest: string;
}

/** A release whose content is at its target, and not yet visible under its name. */
export interface StagedRelease {
  /**
   * Makes it visible.
   * @throws ReleaseError `release-conflict` when the name has been taken by other content meanwhile
   */
  publish(): Promise<Publication>;
}

/** Where releases are published. Nothing that is there is ever overwritten. */
export interface ReleaseTarget extends ReleaseSource {
  /** Among several targets, those that can take nothing back are published last. */
  readonly order: 'first' | 'last';
  /** Removes what killed runs left, where something can be left. */
  tidy?(): Promise<void>;
  /** Whether one may publish there at all; throws what stands against it. */
  preflight(): Promise<void>;
  /**
   * Asks whether a release may be published: undefined when its name is free.
   * @throws ReleaseError `release-conflict` when the name is taken by other content
   */
  ask(release: ReleaseContent): Promise<Publication | undefined>;
  /** Brings the content of a release there whose name `ask` found free; what an earlier run left is made use of. */
  stage(release: ReleaseContent): Promise<StagedRelease>;
  /**
   * Reads a published release as CSO does, and holds every byte against what was meant.
   * @throws ReleaseError `verification-failed`
   */
  verify(release: ReleaseContent): Promise<void>;
}
