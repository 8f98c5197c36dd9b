import type { PullReport } from '../lifecycle/index.ts';
import { CHANNEL, OUTPUT, READING, RELEASES } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { PullReport as Output } from '../lifecycle/index.ts';

export default defineVerb<PullReport>({
  name: 'pull',
  summary: 'bring published releases to disk, whole and with every digest checked',
  example: 'oci://ghcr.io/my-org/cluster-stacks:docker-scs-1-36-v1 -o releases',
  order: 110,
  words: { name: '<ref...>', description: 'releases: by name or digest, or a line for its newest' },
  flags: [
    ...READING,
    OUTPUT,
    { flags: '--cluster-stacks <dir>', description: 'write into cluster-stacks/ of this folder instead, as CSO’s local mode reads it' },
    CHANNEL,
    RELEASES,
  ],
  list: 'releases',
  async run(line, surroundings) {
    const [{ pull }, { openSources }] = await Promise.all([import('../lifecycle/index.ts'), import('./common/sources.ts')]);
    const { words: references, channel, clusterStacks, output, releases } = line;
    const { source, runtime } = openSources(line, surroundings, references);
    const place =
      clusterStacks === undefined
        ? ({ kind: 'output', folder: output } as const)
        : ({ kind: 'cluster-stacks', folder: clusterStacks } as const);
    return pull({ references, source, channel, place, releases }, runtime);
  },
  async show(report, { json }, color) {
    return json ? printJson(report) : (await import('../report/index.ts')).formatPull(report, color);
  },
  exitCode: ({ error, releases }) => (error !== undefined || releases.some(({ result }) => result === 'failed') ? 1 : 0),
});
