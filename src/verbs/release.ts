import { ReleaseError } from '../errors.ts';
import { readNamedFile } from '../files/index.ts';
import type { ReleaseReport } from '../result.ts';
import { RELEASING, STACKS } from './common/flags.ts';
import { exitCodeOfReleases, showReleases } from './common/releases.ts';
import { type CommandLine, defineVerb } from './common/verb.ts';

/** Bytes. A plan has a few thousand for each line. */
const PLAN_LIMIT = 64 * 1024 * 1024;

export default defineVerb<ReleaseReport>({
  name: 'release',
  summary: 'check, build and publish',
  example: 'stacks/docker/scs --target oci://ghcr.io/my-org/cluster-stacks',
  order: 50,
  words: STACKS,
  flags: [...RELEASING, { flags: '--plan <file>', description: 'carry out what plan --json printed, and nothing else' }],
  list: 'releases',
  takesTargets: 'after --target',
  async run(line, surroundings) {
    const [{ release }, { openTargets, readReleaseRequest }, { parsePlan }] = await Promise.all([
      import('../release.ts'),
      import('./common/requests.ts'),
      import('../options/index.ts'),
    ]);
    if (line.plan === undefined) {
      const { targets, runtime } = openTargets(line, surroundings);
      return release(readReleaseRequest(line, targets), runtime);
    }
    requireNothingElse(line);
    const planned = parsePlan(readText(line.plan), line.plan);
    const { targets, runtime } = openTargets(line, surroundings, planned.request.targets);
    // What is released, how and where is the plan's; stacks named beside it narrow it down.
    const stacks = line.words.length > 0 ? line.words : planned.releases.map(({ directory }) => directory);
    return release({ ...readReleaseRequest(line, targets), ...planned.request, stacks }, runtime, planned);
  },
  show: showReleases,
  exitCode: exitCodeOfReleases,
});

function requireNothingElse({ targets, source, mode, channel, kubernetes, clusterStackVersion }: CommandLine): void {
  if (targets.length === 0 && ![source, mode, channel, kubernetes, clusterStackVersion].some(Boolean)) return;
  throw new ReleaseError(
    'usage',
    'a plan says already what is released, how and where: leave out --target, --source, --mode, --channel, versions and --kubernetes',
  );
}

function readText(file: string): string {
  const read = readNamedFile(file, PLAN_LIMIT);
  if (read.kind === 'read') return read.bytes.toString('utf8');
  throw new ReleaseError('invalid-plan', `the plan ${file} ${read.kind === 'missing' ? 'does not exist' : read.why}`);
}
