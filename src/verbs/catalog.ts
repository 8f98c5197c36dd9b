import type { CatalogReport } from '../catalog/index.ts';
import { JUDGING, READING, RELEASES } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { CatalogReport as Output } from '../catalog/index.ts';

export default defineVerb<CatalogReport>({
  name: 'catalog',
  summary: 'write a static site of all releases: what is in them, how to use them, and where clusters may go',
  example: 'oci://ghcr.io/my-org/cluster-stacks -o site',
  order: 220,
  words: { name: '[source...]', description: 'targets’ URLs, or folders with releases; without any, that of --source' },
  flags: [
    { flags: '-o, --output <dir>', description: 'the site’s folder: a new or empty one, or that of an earlier run', default: 'site' },
    { flags: '--title <text>', description: 'the site’s name (default: Cluster stacks)' },
    { flags: '--url <url>', description: 'where the site will be, for feeds and canonical links; all others are relative' },
    RELEASES,
    ...JUDGING,
    ...READING,
  ],
  list: 'releases',
  async run(line, surroundings) {
    const [{ writeCatalog }, { openEachSource }, { readCheckOptions }] = await Promise.all([
      import('../catalog/index.ts'),
      import('./common/sources.ts'),
      import('./common/requests.ts'),
    ]);
    const { sources, runtime } = openEachSource(line, surroundings);
    const { output, title, url, releases } = line;
    return writeCatalog({ ...readCheckOptions(line), sources, output, title, url, releases }, runtime);
  },
  async show(report, { json }) {
    return json ? printJson(report) : (await import('../catalog/index.ts')).formatCatalog(report);
  },
  exitCode: ({ releases }) => (releases.some(({ error }) => error !== undefined) ? 1 : 0),
});
