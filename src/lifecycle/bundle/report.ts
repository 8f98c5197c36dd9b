import type { ListedNodeImage, NotSeen } from '../images/index.ts';
import type { ArchiveReport, MirroredImage, MirroredRelease } from '../mirror/index.ts';

/** The result of `bundle`. */
export interface BundleReport {
  readonly schemaVersion: 1;
  /** `failed`: something is missing, so nothing was written; what was fetched is kept for the next run. */
  readonly result: 'written' | 'unchanged' | 'failed';
  /** The older archive whose blobs are left out. */
  readonly deltaFrom?: string;
  readonly releases: readonly MirroredRelease[];
  readonly images: readonly MirroredImage[];
  /** What machines start from: listed in the bundle, and not in it. */
  readonly nodeImages: readonly ListedNodeImage[];
  /** What may have images that are not in the bundle, since it could not be seen. */
  readonly unknown: readonly NotSeen[];
  /** Missing where nothing could be written. */
  readonly archive?: ArchiveReport;
}
