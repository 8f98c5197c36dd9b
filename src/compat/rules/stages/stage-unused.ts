import type { Stage } from '../../../stack/index.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import {
  AT_CREATION,
  AT_UPGRADE,
  appliedBy,
  areLoaded,
  findAddon,
  findMeantFolder,
  isApplied,
  listRepeated,
  listStages,
} from '../../stages.ts';

export const STAGE_UNUSED: Rule<'stage-unused'> = {
  code: 'stage-unused',
  title: 'every addon has a stage that installs it in new clusters, and no hook names it twice',
  why: 'CSO never installs an addon that no stage names. One that only BeforeClusterUpgrade names is installed in upgraded clusters only. If two stages of a hook have the same name, only the first runs, because CSO records what is done by name.',
  source: 'CSO’s clusteraddon controller',
  verdicts: ['warn'],
  passes: { files: {} },
  fails: { files: { 'cluster-addon/csi/Chart.yaml': 'apiVersion: v2\nname: csi\nversion: 1.0.0\n' }, note: 'no stage names csi' },
  check: (facts) => {
    if (facts.stages === undefined || !areLoaded(facts.stages)) return [];
    const stages = listStages(facts);
    // Of a stage that misspells its folder another rule tells.
    const meant = new Set(stages.map((stage) => findMeantFolder(facts, stage)));
    const unused = facts.addons
      .filter(({ folder }) => !meant.has(folder) && !stages.some(({ name }) => name?.source === folder))
      .map(({ folder, chart }): Judgement => {
        const message = `no stage names the addon, so it ships and is never installed; add - {name: ${folder}, action: apply} to a hook, or delete the folder`;
        return { verdict: 'warn', subject: folder, message, place: chart.name.place };
      });
    return [
      ...unused,
      ...stages.filter(({ name }) => !meant.has(name?.source)).flatMap((stage) => judgeLate(facts, stage) ?? []),
      ...listRepeated(stages).map(({ hook, name, place }): Judgement => {
        const message = `${hook} names ${name?.source} twice, and CSO runs only the first of them; delete the second`;
        return { verdict: 'warn', subject: name?.source ?? hook, message, place };
      }),
    ];
  },
};

/** An addon that clusters get with their first upgrade, and never before. */
function judgeLate(facts: Facts, stage: Stage): Judgement | undefined {
  const { hook, name, place } = stage;
  if (hook !== AT_UPGRADE || name === undefined || !isApplied(stage) || !findAddon(facts, stage)) return undefined;
  if (appliedBy(facts, AT_CREATION).includes(name.source)) return undefined;
  const message = `only BeforeClusterUpgrade applies the addon, so new clusters do not get it before their first upgrade; add - {name: ${name.source}, action: apply} to AfterControlPlaneInitialized, unless that is meant`;
  return { verdict: 'warn', subject: name.source, message, place };
}
