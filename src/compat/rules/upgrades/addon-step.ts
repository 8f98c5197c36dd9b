import type { Judgement, Rule } from '../../rule.ts';
import { wrapChart } from './examples.ts';
import { judgeSteps } from './judge-steps.ts';
import { listParts, minorSteps, pairParts } from './parts.ts';
import { findUpgradePath } from './upgrade-paths.ts';

export const ADDON_STEP: Rule<'addon-step'> = {
  code: 'addon-step',
  title: 'no addon moves up more minors at once than its vendor supports',
  why: 'Clusters go from one release to the next in a single step. A CNI that skips a minor may leave nodes without a network, and going back is not supported either.',
  verdicts: ['refuse', 'ok'],
  passes: { files: wrapChart('cilium', '1.17.4'), earlier: wrapChart('cilium', '1.16.6') },
  fails: { files: wrapChart('cilium', '1.18.1'), earlier: wrapChart('cilium', '1.16.6') },
  check: (facts) =>
    judgeSteps(facts, (earlier) =>
      pairParts(listParts(facts), listParts(earlier)).flatMap(({ part, old }): Judgement[] => {
        const path = findUpgradePath(part.chart);
        const steps = part.version && old.version && minorSteps(part.version, old.version);
        // Of another major, or down, other rules or nothing is known.
        if (path === undefined || part.version === undefined || steps === undefined || steps < 0) return [];
        const { chart: subject, place } = part;
        const { source } = path;
        const found = `is ${part.written}, and was ${old.written} in ${earlier.name}`;
        if (steps <= path.minors) return [{ verdict: 'ok', subject, message: found, place, source }];
        const [major, minor] = part.version.release;
        const fits = `${major}.${Number(minor) - steps + path.minors}`;
        const message = `${found}: ${steps} minors in one step, where ${path.minors} is supported; release ${fits} in between`;
        return [{ verdict: 'refuse', subject, message, place, source }];
      }),
    ),
};
