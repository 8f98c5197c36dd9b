import type { CodeDescription } from '../rule.ts';

/** A clusteraddon.yaml that CSO cannot load. */
export const STAGE_CODES: readonly CodeDescription[] = [
  {
    code: 'stage-form',
    title: 'clusteraddon.yaml has lists of stages below addonStages',
    why: 'CSO cannot read it otherwise, or finds no stages, and installs no addon.',
    source: 'the clusteraddon controller of the Cluster Stack Operator',
    isCause: true,
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: { 'clusteraddon.yaml': 'addonStages:\n  AfterControlPlaneInitialized:\n    name: cni\n    action: apply\n' } },
  },
];
