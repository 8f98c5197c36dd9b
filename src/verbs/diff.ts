import { ReleaseError } from '../errors.ts';
import type { DiffReport } from '../lifecycle/index.ts';
import { CHANNEL, CLUSTER_API, JUDGING, OWN_LINE, READING, VENDORING } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { DiffReport as Output } from '../lifecycle/index.ts';

/** The report, and whether a difference fails the run. */
interface Compared {
  readonly report: DiffReport;
  readonly isFailure: boolean;
}

export default defineVerb<Compared>({
  name: 'diff',
  summary: 'tell what clusters live through between two releases, and what differs',
  example: 'docker-scs-1-36-v4 stacks/docker/scs --source oci://ghcr.io/my-org/cluster-stacks',
  order: 130,
  words: {
    name: '<release...>',
    description:
      'the older one, then the newer one: RELEASE with --source, URL:RELEASE, a line for its newest, a release’s or a stack’s directory',
  },
  flags: [
    CLUSTER_API,
    { flags: '--cluster <file>', description: 'the YAML of a Cluster, whose own variables and worker classes are used' },
    { flags: '--all', description: 'show every place that differs, noise included' },
    { flags: '--exit-code', description: 'exit with 1 where they differ in more than their names' },
    { flags: '--format <format>', description: 'how to print (default: text)', choices: ['text', 'markdown', 'json'] },
    CHANNEL,
    OWN_LINE,
    ...READING,
    ...JUDGING,
    ...VENDORING,
  ],
  list: 'changes',
  async run(line, surroundings) {
    const [from, to, ...more] = line.words;
    if (from === undefined || to === undefined || more.length > 0) {
      throw new ReleaseError('usage', 'diff takes two releases: the older one, then the newer one');
    }
    const [{ diff, openReading }, { openSubjects }, { readClusterFile }] = await Promise.all([
      import('../lifecycle/index.ts'),
      import('./common/subjects.ts'),
      import('./common/read-cluster.ts'),
    ]);
    const { clusterApi, all, exitCode } = line;
    if (clusterApi !== undefined && !/^v?1\.\d{1,4}(?:\.\d{1,4})?$/.test(clusterApi)) {
      throw new ReleaseError(
        'usage',
        `--cluster-api ${JSON.stringify(clusterApi)} is no version of Cluster API; write it like 1.12 or 1.12.3`,
      );
    }
    const cluster = line.cluster === undefined ? undefined : readClusterFile(line.cluster);
    const { reading, runtime } = openSubjects(line, surroundings, [from, to]);
    const report = await diff(await openReading(reading, runtime), from, to, { clusterApi, cluster, all });
    return { report, isFailure: exitCode === true && !report.identical };
  },
  async show({ report }, { json, format, all }, color) {
    if (json || format === 'json') return printJson(report);
    const { formatDiffMarkdown, formatDiffText } = await import('../lifecycle/index.ts');
    if (format === 'markdown') return formatDiffMarkdown(report, all);
    const { createColors } = await import('../report/index.ts');
    return formatDiffText(report, createColors(color), all);
  },
  exitCode: ({ isFailure }) => (isFailure ? 1 : 0),
});
