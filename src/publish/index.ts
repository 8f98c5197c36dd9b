export { type Answer, askTargets } from './ask-targets.ts';
export { diagnoseTargets } from './diagnose-targets.ts';
export { formatArtifact } from './oci-artifact.ts';
export { addNotes, type Offer, offerContent, offerDecision } from './offer.ts';
export { layoutDirectory, openTarget } from './open-target.ts';
export { describeForeignNames, openTargets, type Targets } from './open-targets.ts';
export { publishTargets, tidyTargets } from './publish-targets.ts';
export type { Publication, ReleaseTarget, StagedRelease } from './release-target.ts';
