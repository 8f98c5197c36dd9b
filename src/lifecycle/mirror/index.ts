export { formatMirror } from './format-mirror.ts';
export { type MirrorRequest, mirror } from './mirror-releases.ts';
export type { ArchiveReport, BlobCounts, MirroredImage, MirroredRelease, MirrorReport, MirrorResult } from './report.ts';
