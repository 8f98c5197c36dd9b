export { askTargets, digestOf, lazyContent, reportFailures } from './ask-targets.ts';
export { formatArtifact } from './oci-artifact.ts';
export { layoutDirectory, openTarget } from './open-target.ts';
export { openWorld, type World, warnForeignNames, warnOnce } from './open-targets.ts';
export { publishTargets, tidyTargets } from './publish-targets.ts';
export type { Publication, ReleaseTarget, StagedRelease } from './release-target.ts';
