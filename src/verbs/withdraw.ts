import { ReleaseError } from '../errors.ts';
import type { WithdrawReport } from '../lifecycle/index.ts';
import { READING } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { WithdrawReport as Output } from '../lifecycle/index.ts';

const STATES = ['preview', 'supported', 'deprecated', 'withdrawn', 'expired', 'removed'] as const;

export default defineVerb<WithdrawReport>({
  name: 'withdraw',
  summary: 'say in releases.yaml that a published release is withdrawn, deprecated or supported again; deletes nothing',
  example:
    'github:my-org/cluster-stacks@docker-scs-1-36-v3 --state withdrawn --reason "Nodes lose their network." --replaced-by docker-scs-1-36-v4',
  order: 200,
  words: { name: '<ref>', description: 'the release, by name or digest' },
  flags: [
    { flags: '--state <state>', description: 'what it is from then on', choices: STATES },
    { flags: '--reason <text>', description: 'why, for those who run clusters of it' },
    { flags: '--url <url>', description: 'where more is said' },
    { flags: '--replaced-by <release>', description: 'the release to take in its place' },
    { flags: '--since <date>', description: 'the first day of it, like 2026-11-28 (default: today)' },
    {
      flags: '--releases <file>',
      description: 'the file to write to (default: the releases.yaml that there is, or a new one at the repository’s root)',
    },
    {
      flags: '-t, --target <url>',
      description: 'a GitHub repository whose notes of the release say it too; may be repeated',
      repeats: true,
    },
    { flags: '--today <date>', description: 'the day to count from, like 2026-11-28' },
    ...READING,
  ],
  list: 'releases',
  async run(line, surroundings) {
    const [{ withdraw }, { openSources }] = await Promise.all([import('../lifecycle/index.ts'), import('./common/sources.ts')]);
    const { words, targets, reason, url, replacedBy, since, releases } = line;
    const state = STATES.find((name) => name === line.state);
    if (state === undefined) throw new ReleaseError('usage', `say with --state what the release is: ${STATES.join(', ')}`);
    if (!reason && state !== 'supported' && state !== 'preview')
      throw new ReleaseError('usage', 'say with --reason why: whoever runs clusters of it wants to know');
    const { source, runtime } = openSources(line, surroundings, words, targets);
    const [reference = ''] = words;
    return withdraw({ reference, source, targets, state, reason, url, replacedBy, since, releases }, runtime);
  },
  async show(report, { json }, color) {
    return json ? printJson(report) : (await import('../report/index.ts')).formatWithdrawn(report, color);
  },
  exitCode: ({ error, releases }) =>
    error !== undefined || releases.some(({ targets }) => targets.some(({ result }) => result === 'failed')) ? 1 : 0,
});
