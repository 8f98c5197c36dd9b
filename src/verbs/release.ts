import { exitCode } from '../outcome.ts';
import type { ReleaseReport } from '../result.ts';
import { RELEASING, STACKS, VERIFY, WAIT } from './common/flags.ts';
import { showReleases } from './common/releases.ts';
import { defineVerb } from './common/verb.ts';

export type { ReleaseReport as Output } from '../result.ts';

export default defineVerb<ReleaseReport>({
  name: 'release',
  summary: 'check, build and publish',
  example: 'stacks/docker/scs --target oci://ghcr.io/my-org/cluster-stacks',
  order: 50,
  words: STACKS,
  flags: [...RELEASING, VERIFY, WAIT, { flags: '--plan <file>', description: 'carry out what plan --json printed, and nothing else' }],
  list: 'releases',
  takesTargets: 'after --target',
  async run(line, surroundings) {
    const [{ release }, { openRelease }] = await Promise.all([import('../release.ts'), import('./common/requests.ts')]);
    if (line.plan === undefined) {
      const { request, runtime } = openRelease(line, surroundings);
      return release(request, runtime);
    }
    const { readPlan } = await import('./common/read-plan.ts');
    const planned = readPlan(line, line.plan);
    const { request, runtime } = openRelease(line, surroundings, planned.request.targets);
    // The plan says what is released, how and where; stacks named beside it narrow it down.
    const stacks = line.words.length > 0 ? line.words : planned.releases.map(({ directory }) => directory);
    return release({ ...request, ...planned.request, stacks }, runtime, planned);
  },
  show: showReleases,
  exitCode,
});
