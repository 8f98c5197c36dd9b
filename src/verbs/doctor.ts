import type { DoctorReport } from '../result.ts';
import { OFFLINE, TARGETS } from './common/flags.ts';
import { defineVerb, printJson } from './common/verb.ts';

export type { DoctorReport as Output } from '../result.ts';

export default defineVerb<DoctorReport>({
  name: 'doctor',
  summary: 'tell what may be read and written at the targets, as whom, and with which helm',
  example: '--target oci://ghcr.io/my-org/cluster-stacks',
  order: 60,
  words: { name: '[target...]', description: 'the same as with --target' },
  flags: [OFFLINE, ...TARGETS],
  list: 'targets',
  takesTargets: 'as words',
  async run(line, surroundings) {
    const [{ doctor }, requests] = await Promise.all([import('../doctor.ts'), import('./common/requests.ts')]);
    const { targets, runtime } = requests.openTargets(line, surroundings);
    return doctor({ targets, output: line.output, offline: line.offline }, runtime);
  },
  async show(report, { json }, color) {
    return json ? printJson(report) : (await import('../report/index.ts')).formatDoctor(report, color);
  },
  exitCode: ({ targets }) => (targets.some(({ read, write }) => read !== 'ok' || write !== 'ok') ? 1 : 0),
});
