import type { UpgradesReport } from '../lifecycle/index.ts';
import { CHANNEL, JUDGING, READING, RELEASES } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { UpgradesReport as Output } from '../lifecycle/index.ts';

export default defineVerb<UpgradesReport>({
  name: 'upgrades',
  summary: 'tell where clusters of a release may go, and what they live through on the way',
  example: 'docker-scs-1-35-v2 --to docker-scs-1-36 --source oci://ghcr.io/my-org/cluster-stacks',
  order: 140,
  words: {
    name: '<release>',
    description: 'the release that clusters are on: a reference, a name with --source, or a line, which means its newest',
  },
  flags: [
    { flags: '--to <release>', description: 'the shortest way to this release, or to the newest of this line, with what to apply' },
    {
      flags: '--cluster-api <version>',
      description: 'tell what happens under this version of Cluster API, like 1.12 (default: all known ones)',
    },
    CHANNEL,
    RELEASES,
    ...JUDGING,
    ...READING,
  ],
  list: 'edges',
  async run(line, surroundings) {
    const [{ listUpgrades }, { openSources }, { readCheckOptions }] = await Promise.all([
      import('../lifecycle/index.ts'),
      import('./common/sources.ts'),
      import('./common/requests.ts'),
    ]);
    const { words, to, releases, clusterApi, channel } = line;
    const [from = ''] = words;
    const { source, runtime } = openSources(line, surroundings, to === undefined ? [from] : [from, to]);
    return listUpgrades({ ...readCheckOptions(line), source, from, to, releases, clusterApi, channel }, runtime);
  },
  async show(report, { json }, color) {
    return json ? printJson(report) : (await import('../report/index.ts')).formatUpgrades(report, color);
  },
  exitCode: ({ chain }) => (chain !== undefined && chain.length === 0 ? 1 : 0),
});
