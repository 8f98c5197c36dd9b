import type { AnyDoctorReport, ManagementDoctorReport } from '../management/index.ts';
import { KNOWLEDGE, OFFLINE, RELEASES, TARGETS } from './common/flags.ts';
import { type CommandLine, defineVerb, printJson, type Surroundings } from './common/verb.ts';

export type { AnyDoctorReport as Output } from '../management/index.ts';

export default defineVerb<AnyDoctorReport>({
  name: 'doctor',
  summary: 'tell what may be read and written at the targets, as whom, and with which helm; or what a management cluster has',
  example: '--target oci://ghcr.io/my-org/cluster-stacks',
  order: 300,
  words: { name: '[target...]', description: 'the same as with --target; with --management, sources of releases' },
  flags: [
    OFFLINE,
    {
      flags: '--management [kubeconfig]',
      description: 'ask a management cluster, by the kubectl on the PATH, and hold it against the releases of the targets; only reads',
    },
    RELEASES,
    KNOWLEDGE,
    ...TARGETS,
  ],
  list: 'targets',
  takesTargets: 'as words',
  async run(line, surroundings) {
    if (line.management !== undefined) return runManagement(line, line.management, surroundings);
    const [{ doctor }, requests] = await Promise.all([import('../doctor.ts'), import('./common/requests.ts')]);
    const { targets, runtime } = requests.openTargets(line, surroundings);
    return doctor({ targets, output: line.output, offline: line.offline }, runtime);
  },
  async show(report, { json }, color) {
    if (json) return printJson(report);
    const { formatDoctor, formatManagement } = await import('../report/index.ts');
    return 'management' in report ? formatManagement(report.management, color) : formatDoctor(report, color);
  },
  exitCode: (report) => {
    if ('management' in report) return report.management.findings.some(({ verdict }) => verdict === 'refuse') ? 1 : 0;
    return report.targets.some(({ read, write }) => read !== 'ok' || write !== 'ok') ? 1 : 0;
  },
});

/** What follows --management is a target where it looks like one, and not a kubeconfig. */
async function runManagement(line: CommandLine, given: string | true, surroundings: Surroundings): Promise<ManagementDoctorReport> {
  const [{ doctorManagement, pickStates }, { openFolders, openNowhere }, { isSourceUrl, readStates }] = await Promise.all([
    import('../management/index.ts'),
    import('./common/sources.ts'),
    import('../lifecycle/index.ts'),
  ]);
  const kubeconfig = given === true || isSourceUrl(given) ? undefined : given;
  const words = typeof given === 'string' && kubeconfig === undefined ? [given, ...line.targets] : line.targets;
  const { sources, runtime } = words.length === 0 ? openNowhere(line, surroundings) : openFolders(line, surroundings, words);
  const { knowledge, offline } = line;
  const { states } = await readStates(line.releases);
  return doctorManagement({ kubeconfig, sources, states: pickStates(states, runtime.today), knowledge, offline }, runtime);
}
