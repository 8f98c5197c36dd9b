import { topFolders } from '../../../files/index.ts';
import { formatSuggestion } from '../../../suggest.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { listStages, nameStage } from '../../stages.ts';

export const STAGE_FOLDER: Rule = {
  code: 'stage-folder',
  title: 'every stage names a folder of cluster-addon/',
  why: 'In a new cluster CSO passes over such a stage in silence, so the addon is missing; on an upgrade it fails forever.',
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
    const folders = listFolders(facts);
    return listStages(facts).map((stage): Judgement => {
      const { name, place } = stage;
      const subject = nameStage(stage);
      if (name && folders.includes(name.source))
        return { verdict: 'ok', subject, message: `cluster-addon/${name.source} is its folder`, place: name.place };
      const hint = formatSuggestion(name?.source ?? '', folders) || `; there are ${folders.join(', ') || 'none'}`;
      const message = `no folder cluster-addon/${name?.source ?? ''} has the stage's name${hint}`;
      return { verdict: 'refuse', subject, message, place: name?.place ?? place };
    });
  },
};

/** Also those that are no charts, which is refused by itself. */
function listFolders({ stack, addons }: Facts): readonly string[] {
  return stack ? topFolders(stack.clusterAddon) : addons.map(({ folder }) => folder);
}
