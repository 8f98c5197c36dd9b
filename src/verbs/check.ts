import type { CheckReport } from '../result.ts';
import { JUDGING, KUBERNETES, OFFLINE, STACKS, VENDORING } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { CheckReport as Output } from '../result.ts';

export default defineVerb<CheckReport>({
  name: 'check',
  summary: 'hold the parts of stacks against each other; writes nothing',
  example: 'stacks/docker/scs',
  order: 10,
  words: STACKS,
  flags: [
    OFFLINE,
    KUBERNETES,
    ...JUDGING,
    ...VENDORING,
    { flags: '--format <format>', description: 'how to print; sarif is for code scanning', choices: ['text', 'json', 'sarif'] },
  ],
  list: 'stacks',
  async run(line, surroundings) {
    const [{ check }, { openLocal, readCheckOptions }] = await Promise.all([import('../release.ts'), import('./common/requests.ts')]);
    const { words: stacks, kubernetes } = line;
    return check({ stacks, kubernetes, ...readCheckOptions(line) }, openLocal(line, surroundings));
  },
  async show(report, { json, format }, color) {
    if (json || format === 'json') return printJson(report);
    const { formatCheck, formatSarif } = await import('../report/index.ts');
    return format === 'sarif' ? formatSarif(report) : formatCheck(report, color);
  },
  exitCode: ({ error, stacks }) => (error !== undefined || stacks.some(({ verdict }) => verdict === 'refuse') ? 1 : 0),
});
