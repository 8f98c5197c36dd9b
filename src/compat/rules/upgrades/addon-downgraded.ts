import { compareSemver } from '../../../chart/index.ts';
import { formatLine } from '../../../version/index.ts';
import type { Facts, LineBeside } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { wrapChart } from './examples.ts';
import { isWrong, judgeSteps } from './judge-steps.ts';
import { listParts, minorSteps, type Part, pairParts } from './parts.ts';
import { findUpgradePath } from './upgrade-paths.ts';

export const ADDON_DOWNGRADED: Rule<'addon-downgraded'> = {
  code: 'addon-downgraded',
  title: 'no addon has a lower version than in the earlier releases',
  why: 'CSO applies the older objects over the newer ones and takes none of the steps that the vendor may require for a downgrade. The older version may not be able to read what the newer one wrote.',
  source: 'CSO’s clusteraddon controller: an upgrade applies what the new release renders, whatever its version',
  verdicts: ['refuse', 'warn', 'ok', 'unknown'],
  passes: { files: wrapChart('cilium', '1.17.4'), earlier: wrapChart('cilium', '1.16.6') },
  fails: { files: wrapChart('cilium', '1.16.6'), earlier: wrapChart('cilium', '1.17.4') },
  check: (facts) => [...judgeSteps(facts, (earlier) => judge(facts, earlier)), ...judgeNext(facts)],
};

/** What is raised here goes down in the line that clusters go to next, whose own release may not be due. */
function judgeNext({ addons, stack, lineAfter }: Facts): Judgement[] {
  if (stack === undefined || lineAfter === undefined) return [];
  return judge(lineAfter, { name: formatLine(stack.config.line), addons }).filter(isWrong);
}

function judge(facts: Pick<LineBeside, 'addons'>, earlier: LineBeside): Judgement[] {
  return pairParts(listParts(facts), listParts(earlier)).map(({ part, old }): Judgement => {
    const { chart: subject, place } = part;
    const found = `is ${part.written}, and was ${old.written} in ${earlier.name}`;
    // Equal texts need no order.
    if (part.written === old.written) return { verdict: 'ok', subject, message: found, place };
    if (part.version === undefined || old.version === undefined) {
      const isRange = [part, old].some(({ version, isApp }) => version === undefined && !isApp);
      const why = isRange ? 'of a range it is not known which version clusters have' : 'which of the two is newer cannot be told';
      return { verdict: 'unknown', subject, message: `${found}; ${why}`, place };
    }
    if (compareSemver(part.version, old.version) >= 0) return { verdict: 'ok', subject, message: found, place };
    return judgeDowngrade(part, old, earlier);
  });
}

/**
 * A lower minor is refused where the vendor asks for more than applying it. Otherwise it may be what fixes a release:
 * whether the lower version fits Kubernetes is for other rules.
 */
function judgeDowngrade(part: Part, old: Part, earlier: LineBeside): Judgement {
  const { chart: subject, place } = part;
  const path = findUpgradePath(part.chart);
  const found = `goes down to ${part.written} from ${old.written} in ${earlier.name}`;
  const isPatch = part.version && old.version && minorSteps(part.version, old.version) === 0;
  if (path !== undefined && !isPatch) {
    const message = `${found}; ${path.back}, which CSO does in no cluster, so keep ${old.written} or take a newer one`;
    return { verdict: 'refuse', subject, message, place, source: path.source };
  }
  const message = `${found}; CSO applies it over the newer one in every cluster, so take ${old.written} or a newer one unless that is what you want`;
  return { verdict: 'warn', subject, message, place };
}
