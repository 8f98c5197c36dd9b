import type { CodeTable } from '../../code-description.ts';

/** A clusteraddon.yaml that CSO cannot load. */
export const STAGE_CODES: CodeTable<'stage-files'> = {
  'stage-form': {
    title: 'clusteraddon.yaml has lists of stages under addonStages',
    why: 'Otherwise CSO cannot read the file or finds no stages, and installs no addons.',
    source: 'CSO’s clusteraddon controller',
    verdicts: ['refuse'],
    passes: { files: {} },
    fails: { files: { 'clusteraddon.yaml': 'addonStages:\n  AfterControlPlaneInitialized:\n    name: cni\n    action: apply\n' } },
  },
};
