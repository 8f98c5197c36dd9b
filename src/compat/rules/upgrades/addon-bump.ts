import { ADDON_COMPONENTS } from '../../../component.ts';
import { isSame } from '../../../data.ts';
import { formatVersion } from '../../../version/index.ts';
import type { EarlierRelease, Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';

const VALUES = 'cluster-addon/cni/values.yaml';

export const ADDON_BUMP: Rule<'addon-bump'> = {
  code: 'addon-bump',
  title: 'addons that differ from the earlier release of the line have another version',
  why: 'Where Kubernetes stays, CSO applies addons only if their version differs. Clusters would keep the earlier addons, and nothing would tell.',
  source: 'CSO’s clusteraddon controller',
  verdicts: ['refuse', 'ok'],
  passes: { files: { [VALUES]: 'mtu: 1450\n' }, earlier: { [VALUES]: 'mtu: 1450\n' } },
  fails: { files: { [VALUES]: 'mtu: 1450\n' }, earlier: { [VALUES]: 'mtu: 1500\n' } },
  check: (facts) => (facts.earlier ?? []).flatMap((earlier) => judge(facts, earlier)),
};

function judge({ kubernetes, addonVersion, addons, stages }: Facts, earlier: EarlierRelease): Judgement[] {
  const { name, changed } = earlier;
  if (changed === undefined || addonVersion === undefined) return [];
  if (!isSame(kubernetes, earlier.kubernetes) || !isSame(addonVersion, earlier.addonVersion)) return [];
  const subject = formatVersion(addonVersion);
  const file = stages?.yaml.file ?? addons[0]?.chart.yaml.file;
  const place = file === undefined ? {} : { place: { file } };
  const differing = changed.filter((component) => ADDON_COMPONENTS.includes(component));
  if (differing.length === 0) return [{ verdict: 'ok', subject, message: `has the same addons as in ${name}`, ...place }];
  const message = `is the version of other addons in ${name}, which differs in ${differing.join(' and ')}; CSO applies none of that to clusters that come from there, so choose another version of the addons, or let it be numbered, without --mode custom`;
  return [{ verdict: 'refuse', subject, message, ...place }];
}
