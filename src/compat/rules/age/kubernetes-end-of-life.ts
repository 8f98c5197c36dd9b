import { formatMinor } from '../../../version/index.ts';
import type { Facts } from '../../facts.ts';
import type { Judgement, Rule } from '../../rule.ts';

const SUBJECT = 'Kubernetes';

export const KUBERNETES_END_OF_LIFE: Rule = {
  code: 'kubernetes-end-of-life',
  title: 'Kubernetes supports its minor still',
  why: 'A minor gets about fourteen months of patches. After that, new clusters begin with holes that nobody mends.',
  verdicts: ['warn', 'ok', 'unknown'],
  passes: { files: {}, today: '2026-02-28' },
  fails: { files: {}, today: '2026-03-01', note: 'the day after the last one of Kubernetes 1.32' },
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
