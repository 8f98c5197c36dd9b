import type { PublishedFile, ReleaseContent } from '../asset/index.ts';

/** A published release as its source describes it; files are fetched one by one. */
export interface PublishedRelease {
  /** Of the source that holds it. */
  readonly url: string;
  readonly name: string;
  /** Of the OCI manifest. */
  readonly digest: string;
  /** `v1.32.5`, or empty when the source does not say. */
  readonly kubernetes: string;
  readonly files: readonly PublishedFile[];
  fetch(file: PublishedFile): Promise<Buffer>;
}

/** Where releases are read from. */
export interface ReleaseSource {
  /** As the user wrote it: `oci://host/repository`, `oci-layout:DIR`. */
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

/** Where releases are published. Nothing that is there is ever overwritten. */
export interface ReleaseTarget extends ReleaseSource {
  /**
   * Asks whether a release may be published: undefined when its name is free.
   * @throws ReleaseError `release-conflict` when the name is taken by other content
   */
  ask(release: ReleaseContent): Promise<Publication | undefined>;
  /**
   * Puts a release there whose name `ask` found free, the name last.
   * @throws ReleaseError `release-conflict` when the name is taken by other content
   */
  publish(release: ReleaseContent): Promise<Publication>;
}
