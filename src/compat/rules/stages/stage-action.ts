import type { Judgement, Rule } from '../../rule.ts';
import { listStages, nameStage } from '../../stages.ts';

/** CSO compares with the first word and takes everything else for the second. */
const ACTIONS = ['apply', 'delete'];

export const STAGE_ACTION: Rule<'stage-action'> = {
  code: 'stage-action',
  title: 'every stage’s action is exactly apply or delete',
  why: 'For anything but the exact word apply, CSO deletes the addon’s objects. That includes a missing action and Apply.',
  source: 'CSO’s clusteraddon controller',
  verdicts: ['ok', 'refuse'],
  passes: { files: {} },
  fails: {
    files: {
      'clusteraddon.yaml':
        'addonStages:\n  AfterControlPlaneInitialized:\n    - {name: cni, action: Apply}\n  BeforeClusterUpgrade:\n    - {name: cni, action: apply}\n',
    },
    note: 'the network would be deleted from each new cluster',
  },
  check: (facts) =>
    listStages(facts).map((stage): Judgement => {
      const { action, place } = stage;
      const subject = nameStage(stage);
      if (action && ACTIONS.includes(action.source))
        return { verdict: 'ok', subject, message: `the action is ${action.source}`, place: action.place };
      const found = action === undefined ? 'no action' : `the action ${JSON.stringify(action.source)}`;
      const message = `the stage has ${found}, and CSO deletes the addon for anything but "apply"; write apply or delete`;
      return { verdict: 'refuse', subject, message, place: action?.place ?? place };
    }),
};
