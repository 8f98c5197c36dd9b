import { exitCode } from '../outcome.ts';
import type { ReleaseReport } from '../result.ts';
import { RELEASING, STACKS } from './common/flags.ts';
import { showReleases } from './common/releases.ts';
import { defineVerb } from './common/verb.ts';

export type { ReleaseReport as Output } from '../result.ts';

export default defineVerb<ReleaseReport>({
  name: 'build',
  summary: 'build release directories on disk',
  example: 'stacks/docker/scs --mode hash',
  order: 30,
  words: STACKS,
  flags: [
    ...RELEASING,
    { flags: '--no-check', description: 'build what the check would refuse too, for inspection; it cannot be published' },
  ],
  list: 'releases',
  takesTargets: 'after --target',
  async run(line, surroundings) {
    const [{ build }, { openRelease }] = await Promise.all([import('../release.ts'), import('./common/requests.ts')]);
    const { request, runtime } = openRelease(line, surroundings);
    return build(request, runtime);
  },
  show: showReleases,
  exitCode,
});
