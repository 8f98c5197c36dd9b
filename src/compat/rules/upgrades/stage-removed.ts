import type { EarlierRelease, Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { AT_CREATION, AT_UPGRADE, appliedBy, areLoaded, isApplied, stagesOf } from '../../stages.ts';
import { formatStages } from './examples.ts';

export const STAGE_REMOVED: Rule<'stage-removed'> = {
  code: 'stage-removed',
  title: 'an addon keeps its stage in each hook',
  why: `On an upgrade CSO deletes an addon that is only in ${AT_CREATION}. One that is only in ${AT_UPGRADE} is missing from new clusters.`,
  source: 'CSO’s clusteraddon controller',
  verdicts: ['refuse', 'warn', 'ok'],
  passes: { files: {}, earlier: {} },
  fails: { files: formatStages(['cni'], []), earlier: {} },
  check: (facts) => (facts.earlier ?? []).flatMap((earlier) => judge(facts, earlier)),
};

/** Addons that no hook names now are for another rule. */
function judge(facts: Facts, earlier: EarlierRelease): Judgement[] {
  if (facts.stages === undefined || !areLoaded(facts.stages)) return [];
  return [AT_CREATION, AT_UPGRADE].flatMap((hook) => {
    const other = hook === AT_CREATION ? AT_UPGRADE : AT_CREATION;
    const [kept, elsewhere] = [stagesOf(facts, hook), stagesOf(facts, other)];
    return appliedBy(earlier, hook).flatMap((name): Judgement[] => {
      const stage = kept.find((one) => one.name.source === name);
      if (stage !== undefined) {
        return [{ verdict: 'ok', subject: name, message: `keeps its stage in ${hook} of ${earlier.name}`, place: stage.place }];
      }
      const left = elsewhere.find((one) => one.name.source === name);
      // An addon that a stage deletes at an upgrade needs no stage at the creation.
      if (left === undefined || !isApplied(left)) return [];
      const { place } = left;
      if (hook === AT_UPGRADE) {
        const message = `stands in ${hook} of ${earlier.name} and now in ${other} alone; CSO deletes it from clusters that are upgraded, so put the stage back`;
        return [{ verdict: 'refuse', subject: name, message, place }];
      }
      const message = `stands in ${hook} of ${earlier.name} and now in ${other} alone; new clusters do not get it until their first upgrade, so put the stage back`;
      return [{ verdict: 'warn', subject: name, message, place }];
    });
  });
}
