import type { Judgement, Rule } from '../../rule.ts';
import { listStages } from './list-stages.ts';

export const stageUnused: Rule = {
  code: 'stage-unused',
  title: 'every addon has a stage, and each hook names it once',
  why: 'CSO never installs an addon that no stage names. Of two stages with one name in a hook it runs only the first, since it keeps what is done by name.',
  source: 'CSO’s clusteraddon controller',
  verdicts: ['warn'],
  passes: { files: {} },
  fails: { files: { 'cluster-addon/csi/Chart.yaml': 'apiVersion: v2\nname: csi\nversion: 1.0.0\n' }, note: 'No stage names csi.' },
  check: (facts) => {
    if (facts.stages === undefined) return [];
    const stages = listStages(facts);
    const unused = facts.addons
      .filter(({ folder }) => !stages.some(({ name }) => name?.source === folder))
      .map(({ folder, chart }): Judgement => {
        const message = `no stage names the addon, so it ships and is never installed; add - {name: ${folder}, action: apply} to a hook, or delete the folder`;
        return { verdict: 'warn', subject: folder, message, place: chart.name.place };
      });
    const repeated = stages.filter(
      ({ hook, name }, index) => name && stages.findIndex((other) => other.hook === hook && other.name?.source === name.source) !== index,
    );
    return [
      ...unused,
      ...repeated.map(({ hook, name, place }): Judgement => {
        const message = `${hook} names ${name?.source} twice, and CSO runs only the first of them; delete the second`;
        return { verdict: 'warn', subject: name?.source ?? hook, message, place };
      }),
    ];
  },
};
