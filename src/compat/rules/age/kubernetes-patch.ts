import { formatKubernetesVersion, formatMinor } from '../../../version/index.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { formatVersionConfig } from '../upgrades/examples.ts';
import { hasAllPatches, listPatches } from './kubernetes-releases.ts';
import { addMonths } from './months.ts';

export const KUBERNETES_PATCH: Rule<'kubernetes-patch'> = {
  code: 'kubernetes-patch',
  title: 'the line has the newest patch of its Kubernetes minor, or no newer one has been out for a month',
  why: 'Kubernetes patches fix bugs and vulnerabilities and change nothing else. The SCS standard scs-0210-v2 requires providers to follow within a month.',
  verdicts: ['warn', 'ok', 'unknown'],
  passes: { files: formatVersionConfig('v1.32.5'), today: '2025-05-30', note: 'no newer patch has been out for a month' },
  fails: { files: formatVersionConfig('v1.32.5'), today: '2026-11-23', note: 'newer patches have been out for more than a month' },
  check: ({ kubernetes, knowledge, today, stack }: Facts): Judgement[] => {
    // Without a patch in any file the newest is taken.
    if (stack?.config.isPatchKnown === false) return [];
    const { source, asOf } = knowledge.kubernetes;
    const minor = formatMinor(kubernetes);
    const shown = formatKubernetesVersion(kubernetes);
    const common = { subject: 'Kubernetes', source, ...(stack && { place: stack.config.kubernetesPlace }) };
    const patches = listPatches(knowledge.kubernetes, kubernetes);
    if (patches.length === 0) return [{ ...common, verdict: 'unknown', message: `which patches of ${minor} there are is not known` }];
    const newer = patches.find(({ version, date }) => version.patch > kubernetes.patch && addMonths(date, 1) < today);
    if (newer === undefined) {
      if (hasAllPatches(knowledge.kubernetes, kubernetes, today))
        return [{ ...common, verdict: 'ok', message: `no patch newer than ${shown} has been out for a month` }];
      const message = `whether a patch newer than ${shown} has been out for a month is not known: the list of releases ends with ${asOf}`;
      return [{ ...common, verdict: 'unknown', message }];
    }
    const message = `${formatKubernetesVersion(newer.version)} has been out since ${newer.date} at the latest: its fixes are missing in ${shown}. Take it, with its node image`;
    return [{ ...common, verdict: 'warn', message }];
  },
};
