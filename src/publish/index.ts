export { fetchRelease } from './copy-release.ts';
export { findForeignNames, findNewest, type NewestRelease } from './find-newest.ts';
export { formatArtifact } from './oci-artifact.ts';
export { layoutDirectory, openTarget } from './open-target.ts';
export type { Publication, PublishedRelease, ReleaseSource, ReleaseTarget, StagedRelease } from './release-target.ts';
