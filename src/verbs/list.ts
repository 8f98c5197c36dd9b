import type { ListDetail, ListReport } from '../lifecycle/index.ts';
import type { ListFormat } from '../report/index.ts';
import { KNOWLEDGE, READING, RELEASES, TODAY } from './common/flags.ts';
import { type CommandLine, defineVerb, printJson } from './common/verb.ts';

export type { ListReport as Output } from '../lifecycle/index.ts';

export default defineVerb<ListReport>({
  name: 'list',
  summary: 'list the releases of a source, with their states and where clusters may go from them',
  example: 'oci://ghcr.io/my-org/cluster-stacks --kubernetes 1.36',
  order: 100,
  words: { name: '[source]', description: 'a target’s URL, or a folder with releases; the same as with --source' },
  flags: [
    { flags: '--kubernetes <minor>', description: 'only releases for this Kubernetes minor, like 1.36' },
    { flags: '--channel <name>', description: 'only releases on this channel, like stable' },
    { flags: '--stack <name>', description: 'only releases of this stack or line, like docker-scs; may be repeated', repeats: true },
    { flags: '--addon <name>', description: 'only releases with this addon, or a chart of this name in one' },
    {
      flags: '--format <format>',
      description: 'how to print; wide and json look into the addons, name asks for names alone (default: table)',
      choices: ['table', 'wide', 'name', 'json'],
    },
    { flags: '--refresh', description: 'look everything up anew, and use nothing that an earlier run kept' },
    RELEASES,
    TODAY,
    KNOWLEDGE,
    ...READING,
  ],
  list: 'releases',
  async run(line, surroundings) {
    const [{ listReleases }, { openSource }] = await Promise.all([import('../lifecycle/index.ts'), import('./common/sources.ts')]);
    const { source, runtime } = openSource(line, surroundings);
    const { kubernetes, channel, stack: stacks = [], addon, releases, knowledge, refresh = false } = line;
    return listReleases({ source, detail: chooseDetail(line), kubernetes, channel, stacks, addon, releases, knowledge, refresh }, runtime);
  },
  async show(report, line) {
    if (line.json || line.format === 'json') return printJson(report);
    const { formatList } = await import('../report/index.ts');
    return formatList(report, (line.format ?? 'table') as ListFormat);
  },
  exitCode: ({ releases }) => (releases.some(({ error }) => error !== undefined) ? 1 : 0),
});

/** No more is looked up than what is shown. */
function chooseDetail({ json, format, addon }: CommandLine): ListDetail {
  if (json || format === 'json' || format === 'wide' || addon !== undefined) return 'addons';
  return format === 'name' ? 'names' : 'manifests';
}
