import type { VerifyReport } from '../lifecycle/index.ts';
import { CHANNEL, JUDGING, READING, RELEASES, VENDORING } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { VerifyReport as Output } from '../lifecycle/index.ts';

export default defineVerb<VerifyReport>({
  name: 'verify',
  summary: 'hold published releases against the contract, each other, today’s rules, and their source',
  example: 'oci://ghcr.io/my-org/cluster-stacks:docker-scs-1-36-v1 --target github:my-org/cluster-stacks',
  order: 120,
  words: { name: '<ref...>', description: 'releases: by name or digest, or a line for its newest; of several places, to be compared' },
  flags: [
    ...READING,
    { flags: '-t, --target <url>', description: 'a place that is to have the same; may be repeated', repeats: true },
    { flags: '--source-dir <dir>', description: 'the stack’s directory: building it again is to give the same bytes' },
    CHANNEL,
    RELEASES,
    ...JUDGING,
    ...VENDORING,
  ],
  list: 'releases',
  takesTargets: 'after --target',
  async run(line, surroundings) {
    const [{ verify }, { openSources }, { readCheckOptions }] = await Promise.all([
      import('../lifecycle/index.ts'),
      import('./common/sources.ts'),
      import('./common/requests.ts'),
    ]);
    const { words: references, targets, channel, sourceDir: sourceDirectory, releases } = line;
    const { source, runtime } = openSources(line, surroundings, references, targets);
    return verify({ references, targets, source, channel, sourceDirectory, releases, ...readCheckOptions(line) }, runtime);
  },
  async show(report, { json }, color) {
    return json ? printJson(report) : (await import('../report/index.ts')).formatVerified(report, color);
  },
  exitCode: ({ error, releases }) =>
    error !== undefined || releases.some((release) => release.error !== undefined || release.differences.length > 0) ? 1 : 0,
});
