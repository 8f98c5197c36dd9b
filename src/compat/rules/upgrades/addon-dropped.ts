import type { Place } from '../../../finding.ts';
import type { EarlierRelease, Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { AT_CREATION, AT_UPGRADE, appliedBy, areLoaded, stagesOf } from '../../stages.ts';
import { formatAddon, formatStages } from './examples.ts';

export const ADDON_DROPPED: Rule<'addon-dropped'> = {
  code: 'addon-dropped',
  title: 'an addon that earlier releases install is still in a stage, or is deleted by one',
  why: 'CSO does not delete an addon that the new stages do not name. Its objects stay in upgraded clusters, unmaintained.',
  source: 'CSO’s clusteraddon controller',
  verdicts: ['warn', 'ok', 'unknown'],
  passes: { files: {}, earlier: {} },
  fails: { files: {}, earlier: { ...formatAddon('metrics'), ...formatStages(['cni', 'metrics']) } },
  check: (facts) => (facts.earlier ?? []).flatMap((earlier) => judge(facts, earlier)),
};

function judge(facts: Facts, earlier: EarlierRelease): Judgement[] {
  const installed = [...new Set([AT_CREATION, AT_UPGRADE].flatMap((hook) => appliedBy(earlier, hook)))];
  const place = facts.stages && { file: facts.stages.yaml.file };
  if (earlier.stages && !areLoaded(earlier.stages)) {
    const message = `CSO cannot load ${earlier.stages.yaml.file}, so what its clusters have of the addons is not known, and was not compared`;
    return [{ verdict: 'unknown', subject: earlier.name, message }];
  }
  if (facts.stages === undefined) return installed.length === 0 ? [] : [judgeSingleStage(facts, earlier)];
  if (!areLoaded(facts.stages)) return [];
  const named = [AT_CREATION, AT_UPGRADE].flatMap((hook) => stagesOf(facts, hook));
  return installed.map((name): Judgement => {
    const stage = named.find((one) => one.name.source === name);
    if (stage !== undefined)
      return { verdict: 'ok', subject: name, message: `stands in the stages as in ${earlier.name}`, place: stage.place };
    const message = `${earlier.name} installs it and no stage names it now, so its objects stay in upgraded clusters; keep it, or delete it with a stage {name: ${name}, action: delete} below ${AT_UPGRADE} and its folder`;
    return { verdict: 'warn', subject: name, message, ...(place && { place }) };
  });
}

/** CSO removes what the one chart no longer has, but only what it applied as such a chart. */
function judgeSingleStage({ addons }: Facts, earlier: EarlierRelease): Judgement {
  const place: Place | undefined = addons[0] && { file: addons[0].chart.yaml.file };
  const message = `${earlier.name} installs its addons by stages, and this release one chart; CSO deletes nothing of theirs, so what the chart does not have stays in upgraded clusters`;
  return { verdict: 'warn', subject: 'cluster-addon', message, ...(place && { place }) };
}
