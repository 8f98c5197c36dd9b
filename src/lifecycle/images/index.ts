export { type Format, formatImages, isFormat } from './format-images.ts';
export { type Contents, listContents } from './list-contents.ts';
export { type ImagesRequest, type ListedSubject, listReleaseImages, listSubject } from './list-release-images.ts';
export type { ImagesReport, ListedChart, ListedImage, ListedNodeImage, NotSeen } from './report.ts';
