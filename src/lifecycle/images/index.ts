export { createSbom, type SbomInput } from './create-sbom.ts';
export { type Format, formatImages, isFormat } from './format-images.ts';
export { listContainers } from './list-containers.ts';
export { type Contents, listContents } from './list-contents.ts';
export { type ImagesRequest, type ListedSubject, listReleaseImages } from './list-release-images.ts';
export { listSubject } from './list-subject.ts';
export type { FetchedChart, ImagesReport, ListedImage, ListedNodeImage, NotSeen } from './report.ts';
