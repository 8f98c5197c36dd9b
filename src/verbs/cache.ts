import { ReleaseError } from '../errors.ts';
import { defineVerb } from './common/verb.ts';

/** The folder that was emptied. */
export default defineVerb<string>({
  name: 'cache',
  summary: 'empty the cache of charts, indexes and renderings',
  example: 'clear',
  order: 80,
  words: { name: '<action>', description: 'clear' },
  flags: [],
  async run({ words: [action] }, { variables, home }) {
    if (action !== 'clear') throw new ReleaseError('usage', `the cache can only be cleared, not ${action}`);
    const [{ parseEnvironment }, { clearCache }] = await Promise.all([import('../options/index.ts'), import('../files/index.ts')]);
    const { cacheDirectory } = parseEnvironment(variables, home);
    await clearCache(cacheDirectory);
    return cacheDirectory;
  },
  show: (directory) => `${directory} is empty\n`,
  exitCode: () => 0,
});
