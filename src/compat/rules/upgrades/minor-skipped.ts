import type { Judgement, Rule } from '../../rule.ts';

export const MINOR_SKIPPED: Rule<'minor-skipped'> = {
  code: 'minor-skipped',
  title: 'if there are releases for older Kubernetes minors, there is one for the minor just before this one',
  why: 'Cluster API upgrades a cluster by one minor at a time, so clusters of the older lines have no way to this one.',
  source: 'Cluster API’s webhook for Clusters: spec.topology.version goes up by one minor at most',
  verdicts: ['warn', 'ok'],
  passes: { files: {}, otherMinors: [30, 31], note: 'the source has releases for 1.30 and 1.31' },
  fails: { files: {}, otherMinors: [29, 30], note: 'the source has releases for 1.29 and 1.30, and none for 1.31' },
  check: ({ line, stack, otherMinors = [] }) => {
    const { major, minor } = line.kubernetes;
    const lower = otherMinors.filter((other) => other < minor).sort((a, b) => a - b);
    const newest = lower.at(-1);
    if (newest === undefined) return [];
    const subject = `${major}.${minor}`;
    const place = stack && { place: stack.config.kubernetesPlace };
    const judgement: Judgement =
      newest === minor - 1
        ? { verdict: 'ok', subject, message: `there are releases for ${major}.${newest} to come from`, ...place }
        : {
            verdict: 'warn',
            subject,
            message: `the releases below are for ${major}.${newest}, and Cluster API takes no cluster up by more than one minor; make one for ${major}.${minor - 1}, too`,
            ...place,
          };
    return [judgement];
  },
};
