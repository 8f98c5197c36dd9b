import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { AT_CREATION, stagesOf } from '../../stages.ts';
import { formatAddon, formatStages } from './examples.ts';
import { type Before, judgeSteps } from './judge-steps.ts';
import { judgeReplaced } from './replaced-chart.ts';

export const ADDON_ADDED: Rule<'addon-added'> = {
  code: 'addon-added',
  title: `every addon in ${AT_CREATION} also has a folder in the earlier releases`,
  why: `On an upgrade CSO renders the old release’s folder of every addon in the new ${AT_CREATION}, to clean up. If that release has no such folder, rendering fails and the upgrade hangs forever. If that release has one chart for all addons, CSO renders that chart and deletes the objects that the new stages do not have.`,
  source: 'CSO’s clusteraddon controller',
  verdicts: ['refuse', 'warn', 'ok', 'unknown'],
  passes: {
    files: { ...formatAddon('metrics'), ...formatStages(['cni', 'metrics']) },
    earlier: formatAddon('metrics'),
    note: 'the earlier release shipped the folder, and no stage named it',
  },
  fails: { files: { ...formatAddon('metrics'), ...formatStages(['cni', 'metrics']) }, earlier: {} },
  check: (facts) =>
    judgeSteps(facts, (before) => {
      if (facts.stages === undefined || !isSingleStage(before)) return judge(facts, before);
      // What a line will render nobody has seen yet.
      return before.relation === undefined ? [] : judgeReplaced(facts, before);
    }),
};

function isSingleStage(before: Before): boolean {
  return before.relation === undefined ? before.addons.some(({ folder }) => folder === '') : before.stages === undefined;
}

function judge(facts: Facts, earlier: Before): Judgement[] {
  const folders = earlier.addons.map(({ folder }) => folder);
  return stagesOf(facts, AT_CREATION).map(({ name: { source: name }, place }): Judgement => {
    if (folders.includes(name)) return { verdict: 'ok', subject: name, message: `has a folder in ${earlier.name}, too`, place };
    const twin = findTwin(facts, earlier, name);
    const remedy =
      twin === undefined
        ? `first release ${earlier.relation === 'line' ? 'the folder' : 'the folder in that line'} without a stage, and the stage in the release after it`
        : `its charts were in the folder ${twin} there, so keep that name`;
    const message = `${earlier.name} has no folder of this name; CSO fails on that, and clusters of it hang in the upgrade forever; ${remedy}`;
    return { verdict: 'refuse', subject: name, message, place };
  });
}

/** The folder that was renamed: one that is gone now and had a chart of the same name in it. */
function findTwin({ addons }: Facts, earlier: Before, name: string): string | undefined {
  const chartsOf = (addon: Before['addons'][number]) => addon.chart.dependencies.map((dependency) => dependency.name);
  const charts = addons.filter(({ folder }) => folder === name).flatMap(chartsOf);
  const gone = earlier.addons.filter(({ folder }) => folder !== '' && !addons.some((addon) => addon.folder === folder));
  return gone.find((addon) => chartsOf(addon).some((chart) => charts.includes(chart)))?.folder;
}
