import type { CodeTable } from '../../code-description.ts';

/** A clusteraddon.yaml that CSO cannot load. */
export const STAGE_CODES: CodeTable<'stage-files'> = {
  'stage-form': {
    title: 'clusteraddon.yaml has lists of stages below addonStages',
    why: 'CSO cannot read it otherwise, or finds no stages, and installs no addon.',
    source: 'the clusteraddon controller of the Cluster Stack Operator',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: { 'clusteraddon.yaml': 'addonStages:\n  AfterControlPlaneInitialized:\n    name: cni\n    action: apply\n' } },
  },
};
