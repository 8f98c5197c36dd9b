import type { RepublishReport } from '../lifecycle/index.ts';
import { exitCode } from '../outcome.ts';
import { JUDGING, READING, REPUBLISHING } from './common/flags.ts';
import { showRepublished } from './common/show-republished.ts';
import { defineVerb } from './common/verb.ts';

export type { RepublishReport as Output } from '../lifecycle/index.ts';

export default defineVerb<RepublishReport>({
  name: 'revert',
  summary: 'roll a line back by rolling forward: an earlier release’s content under the next version',
  example: 'oci://ghcr.io/my-org/cluster-stacks:docker-scs-1-36-v3',
  order: 170,
  words: { name: '<ref>', description: 'the earlier release to go back to, by name or digest' },
  flags: [...READING, ...REPUBLISHING, ...JUDGING],
  list: 'releases',
  takesTargets: 'after --target',
  async run(line, surroundings) {
    const [{ revert }, { readRepublish }] = await Promise.all([import('../lifecycle/index.ts'), import('./common/republished.ts')]);
    const { request, runtime } = readRepublish(line, surroundings);
    return revert(request, runtime);
  },
  show: showRepublished,
  exitCode,
});
