import type { RepublishReport } from '../lifecycle/index.ts';
import { exitCode } from '../outcome.ts';
import { JUDGING, READING, REPUBLISHING } from './common/flags.ts';
import { showRepublished } from './common/show-republished.ts';
import { defineVerb } from './common/verb.ts';

export type { RepublishReport as Output } from '../lifecycle/index.ts';

export default defineVerb<RepublishReport>({
  name: 'promote',
  summary: 'bring a release’s content to another channel, or the release as it is to another place',
  example: 'oci://ghcr.io/my-org/cluster-stacks:docker-scs-1-36-v0-beta-100 --channel stable',
  order: 180,
  words: { name: '<ref>', description: 'the release, by name or digest' },
  flags: [
    { flags: '--channel <name>', description: 'the channel that it is brought to, under its next version' },
    ...READING,
    ...REPUBLISHING,
    ...JUDGING,
  ],
  list: 'releases',
  takesTargets: 'after --target',
  async run(line, surroundings) {
    const [{ promote }, { readRepublish }] = await Promise.all([import('../lifecycle/index.ts'), import('./common/republished.ts')]);
    const { request, runtime } = readRepublish(line, surroundings);
    return promote({ ...request, channel: line.channel }, runtime);
  },
  show: showRepublished,
  exitCode,
});
