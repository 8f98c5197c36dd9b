import type { ReleaseReport } from '../result.ts';
import { RELEASING, STACKS } from './common/flags.ts';
import { exitCodeOfReleases, showReleases } from './common/releases.ts';
import { defineVerb } from './common/verb.ts';

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
    const [{ build }, { openTargets, readReleaseRequest }] = await Promise.all([import('../release.ts'), import('./common/requests.ts')]);
    const { targets, runtime } = openTargets(line, surroundings);
    return build(readReleaseRequest(line, targets), runtime);
  },
  show: showReleases,
  exitCode: exitCodeOfReleases,
});
