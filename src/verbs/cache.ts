import { ReleaseError } from '../errors.ts';
import type { CacheReport } from '../result.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { CacheReport as Output } from '../result.ts';

export default defineVerb<CacheReport>({
  name: 'cache',
  summary: 'empty the cache of charts, indexes and renderings',
  example: 'clear',
  order: 340,
  words: { name: '<action>', description: 'clear', choices: ['clear'] },
  flags: [],
  async run({ words: [action] }, { variables, home }) {
    if (action !== 'clear') throw new ReleaseError('usage', `the cache can only be cleared, not ${action}`);
    const [{ parseEnvironment }, { clearCache }] = await Promise.all([import('../options/index.ts'), import('../files/index.ts')]);
    const { cacheDirectory } = parseEnvironment(variables, home);
    await clearCache(cacheDirectory);
    return { schemaVersion: 1, cache: cacheDirectory };
  },
  show: (report, { json }) => (json ? printJson(report) : `${report.cache} is empty\n`),
  exitCode: () => 0,
});
