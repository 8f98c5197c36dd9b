export { formatList } from './bundle-list.ts';
export { type CopyOutcome, copyEach, tryCopy } from './copy-each.ts';
export { copyNamed } from './copy-release.ts';
export { formatMirror } from './format-mirror.ts';
export { completeName, placeImage } from './image-place.ts';
export { type MirrorRequest, mirror } from './mirror-releases.ts';
export type { ArchiveReport, MirroredImage, MirroredRelease, MirrorReport } from './report.ts';
export { republish } from './republish.ts';
