import { formatMinor } from '../../../version/index.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';
import { formatVersionConfig } from '../upgrades/examples.ts';

const SUBJECT = 'Kubernetes';

export const KUBERNETES_END_OF_LIFE: Rule<'kubernetes-end-of-life'> = {
  code: 'kubernetes-end-of-life',
  title: 'Kubernetes still supports the line’s minor',
  why: 'A minor gets patches for about fourteen months. After that, new clusters start with vulnerabilities that nobody fixes.',
  verdicts: ['warn', 'ok', 'unknown'],
  passes: { files: formatVersionConfig('v1.33.9'), today: '2026-03-01' },
  fails: { files: formatVersionConfig('v1.32.13'), today: '2026-03-01', note: 'support for 1.32 ended the day before' },
  check: ({ kubernetes, knowledge, today, stack }: Facts): Judgement[] => {
    const { endOfLife, source } = knowledge.kubernetes;
    const minor = formatMinor(kubernetes);
    const common = { subject: SUBJECT, source, ...(stack && { place: stack.config.kubernetesPlace }) };
    const end = endOfLife[minor];
    if (end === undefined) return [{ ...common, verdict: 'unknown', message: `when support for ${minor} ends is not known` }];
    if (today <= end) return [{ ...common, verdict: 'ok', message: `${minor} is supported until ${end}` }];
    const supported = Object.keys(endOfLife).filter((other) => (endOfLife[other] ?? '') >= today);
    const advice = supported.length === 0 ? '' : `; supported are ${supported.join(', ')}`;
    return [{ ...common, verdict: 'warn', message: `support for ${minor} ended on ${end}, so it gets no more fixes${advice}` }];
  },
};
