import type { EndToEndReport } from '../e2e/index.ts';
import { ReleaseError } from '../errors.ts';
import { JUDGING, OWN_LINE, READING, VENDORING } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { EndToEndReport as Output } from '../e2e/index.ts';

export default defineVerb<EndToEndReport>({
  name: 'e2e',
  summary: 'write a folder that tests a release on real nodes, from end to end',
  example: 'stacks/docker/scs --kubernetes 1.36 --provider docker -o .release/e2e',
  order: 240,
  words: { name: '<ref|stack>', description: 'a release, a line for its newest release, or a stack’s directory' },
  flags: [
    {
      flags: '--provider <name>',
      description: 'what its machines run on (default: what its ClusterClass is made of)',
      choices: ['docker', 'metal3', 'openstack'],
    },
    { flags: '--from <ref>', description: 'the earlier release of an upgrade, of which the cluster is created first' },
    { flags: '--variables <file>', description: 'YAML with values of the Cluster’s variables, by their names' },
    { flags: '-o, --output <dir>', description: 'the folder to write: new, empty, or an earlier one of its kind' },
    OWN_LINE,
    ...READING,
    ...JUDGING,
    ...VENDORING,
  ],
  async run(line, surroundings) {
    const [{ createKit, PROVIDERS }, { openSources }, { readCheckOptions }] = await Promise.all([
      import('../e2e/index.ts'),
      import('./common/sources.ts'),
      import('./common/requests.ts'),
    ]);
    const [word = ''] = line.words;
    if (!line.output) throw new ReleaseError('usage', 'say where to write the folder: --output DIR');
    const { source, runtime } = openSources(
      line,
      surroundings,
      [word, line.from].filter((one) => one !== undefined),
    );
    return createKit(
      {
        ...readCheckOptions(line),
        word,
        from: line.from,
        provider: PROVIDERS.find((provider) => provider === line.provider),
        variables: line.variables,
        directory: line.output,
        kubernetes: line.kubernetes,
        source,
      },
      runtime,
    );
  },
  async show(report, { json }) {
    if (json) return printJson(report);
    const [{ formatReport }, { cleanText }] = await Promise.all([import('../e2e/index.ts'), import('../text.ts')]);
    return formatReport(report, cleanText);
  },
  exitCode: () => 0,
});
