import type { ErrorReport } from '../../errors.ts';

/** What became of one release or image: `present` where the target had it already. */
export type MirrorResult = 'copied' | 'present' | 'failed';

/** One release that was mirrored. */
export interface MirroredRelease {
  readonly release: string;
  readonly result: MirrorResult;
  /**
   * At the target: of the OCI manifest; on GitHub, which has none, of the list of its files' digests.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest?: string;
  readonly blobs?: BlobCounts;
  readonly error?: ErrorReport;
}

/** Blobs by what became of them. */
export interface BlobCounts {
  /** Sent. */
  readonly copied: number;
  /** Taken over by the registry from another of its repositories: nothing was sent. */
  readonly mounted: number;
  /** There already. */
  readonly present: number;
  /** Bytes that were sent. */
  readonly bytes: number;
}

/** One container image that was mirrored. */
export interface MirroredImage {
  /** As the charts name it. */
  readonly image: string;
  /** Its place at the target: `host/repository:tag`, or its name in an archive or a layout. */
  readonly to: string;
  readonly result: MirrorResult;
  /** @pattern ^sha256:[0-9a-f]{64}$ */
  readonly digest?: string;
  readonly blobs?: BlobCounts;
  readonly error?: ErrorReport;
}

/** The result of `mirror`. */
export interface MirrorReport {
  readonly schemaVersion: 1;
  readonly source: string;
  readonly target: string;
  /** False where one of the ends is not made of OCI manifests: then files keep their digests, and the manifest is made anew. */
  readonly keepsDigests: boolean;
  readonly releases: readonly MirroredRelease[];
  /** Container images, which only bundles have. */
  readonly images: readonly MirroredImage[];
  /** Names at the source that are neither releases nor images, and are left where they are. */
  readonly strangers: number;
  /** Requests to fetch and send blobs that were not needed, since the target had them or took them over. */
  readonly requestsSaved: number;
  /** The archive that was written; missing where there is none, or nothing was new. */
  readonly archive?: ArchiveReport;
}

/** An archive on disk. */
export interface ArchiveReport {
  readonly file: string;
  /**
   * Of the whole file.
   * @pattern ^sha256:[0-9a-f]{64}$
   */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}
