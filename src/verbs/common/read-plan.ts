import { ReleaseError } from '../../errors.ts';
import { readNamedFile } from '../../files/index.ts';
import { parsePlan } from '../../options/index.ts';
import type { CommandLine } from './verb.ts';

/** Bytes. A plan has a few thousand for each line. */
const PLAN_LIMIT = 64 * 1024 * 1024;

/**
 * Reads the plan that a command line names beside nothing that contradicts it.
 * @throws ReleaseError `usage`, `invalid-plan`
 */
export function readPlan(line: CommandLine, file: string): ReturnType<typeof parsePlan> {
  requireNothingElse(line);
  const read = readNamedFile(file, PLAN_LIMIT);
  if (read.kind === 'read') return parsePlan(read.bytes.toString('utf8'), file);
  throw new ReleaseError('invalid-plan', `the plan ${file} ${read.why}`);
}

function requireNothingElse({ targets, source, mode, channel, kubernetes, clusterStackVersion }: CommandLine): void {
  if (targets.length === 0 && ![source, mode, channel, kubernetes, clusterStackVersion].some(Boolean)) return;
  throw new ReleaseError(
    'usage',
    'a plan says already what is released, how and where: leave out --target, --source, --mode, --channel, versions and --kubernetes',
  );
}
