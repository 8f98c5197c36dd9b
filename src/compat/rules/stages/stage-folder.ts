import type { Judgement, Rule } from '../../rule.ts';
import { findMeantFolder, listAddonFolders, listStages, nameStage } from '../../stages.ts';

export const STAGE_FOLDER: Rule<'stage-folder'> = {
  code: 'stage-folder',
  title: 'every stage names a folder in cluster-addon/',
  why: 'In a new cluster CSO silently skips such a stage, so the addon is missing. On an upgrade it fails forever.',
  source: 'CSO’s clusteraddon controller',
  verdicts: ['ok', 'refuse'],
  passes: { files: {} },
  fails: {
    files: {
      'clusteraddon.yaml':
        'addonStages:\n  AfterControlPlaneInitialized:\n    - {name: cnii, action: apply}\n  BeforeClusterUpgrade:\n    - {name: cni, action: apply}\n',
    },
  },
  check: (facts) => {
    const folders = listAddonFolders(facts);
    return listStages(facts).map((stage): Judgement => {
      const { name, place } = stage;
      const subject = nameStage(stage);
      if (name && folders.includes(name.source))
        return { verdict: 'ok', subject, message: `cluster-addon/${name.source} is its folder`, place: name.place };
      const meant = findMeantFolder(facts, stage);
      const hint = meant === undefined ? `there are ${folders.join(', ') || 'none'}` : `did you mean ${meant}?`;
      const message = `no folder cluster-addon/${name?.source ?? ''} has the stage's name; ${hint}`;
      return { verdict: 'refuse', subject, message, place: name?.place ?? place };
    });
  },
};
