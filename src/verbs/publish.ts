import { exitCode } from '../outcome.ts';
import type { ReleaseReport } from '../result.ts';
import { ALLOW_DIRTY, JUDGING, OFFLINE, TARGETS, VERIFY, WAIT } from './common/flags.ts';
import { showReleases } from './common/releases.ts';
import { defineVerb } from './common/verb.ts';

export type { ReleaseReport as Output } from '../result.ts';

export default defineVerb<ReleaseReport>({
  name: 'publish',
  summary: 'publish what build made, as it is',
  example: '.release/docker-scs-1-32-v1 --target oci://ghcr.io/my-org/cluster-stacks',
  order: 40,
  words: { name: '[dir...]', description: 'release directories; without any, all in the output directory' },
  flags: [OFFLINE, ...JUDGING, ...TARGETS, ALLOW_DIRTY, VERIFY, WAIT],
  list: 'releases',
  takesTargets: 'after --target',
  async run(line, surroundings) {
    const [{ publish }, { openTargets, readCheckOptions }] = await Promise.all([import('../release.ts'), import('./common/requests.ts')]);
    const { targets, runtime } = openTargets(line, surroundings);
    const { words: directories, output, allowDirty } = line;
    return publish({ directories, output, targets, allowDirty, ...readCheckOptions(line), verify: line.verify !== 'false' }, runtime);
  },
  show: showReleases,
  exitCode,
});
