import { ReleaseError } from '../../errors.ts';
import { addLogin, chooseTargets, createRuntime, parseEnvironment, parseMirrors, parseMode, parseToday } from '../../options/index.ts';
import type { CheckOptions, ReleaseRequest, Runtime } from '../../request.ts';
import type { CommandLine, Surroundings } from './verb.ts';

/** How stacks are checked, as the flags say it. */
export function readCheckOptions(line: CommandLine): CheckOptions {
  const { knowledge, requireHelm, offline, vendor } = line;
  return { knowledge, requireHelm, offline, vendor, mirrors: parseMirrors(line.mirror ?? []) };
}

/** What is to be released, how and where, and what is needed for it; the targets are the line's unless others are named. */
export function openRelease(
  line: CommandLine,
  surroundings: Surroundings,
  named?: readonly string[],
): { readonly request: ReleaseRequest; readonly runtime: Runtime } {
  const { targets, runtime } = openTargets(line, surroundings, named);
  return { request: readReleaseRequest(line, targets), runtime };
}

function readReleaseRequest(line: CommandLine, targets: readonly string[]): ReleaseRequest {
  const { words: stacks, kubernetes, output, source, check, allowDirty } = line;
  const common = { ...readCheckOptions(line), verify: line.verify !== 'false' };
  return { stacks, kubernetes, mode: parseMode(line), output, targets, source, check, allowDirty, ...common };
}

/** For a verb that asks no target: it needs no credentials, and hears nothing about them. */
export function openLocal(line: CommandLine, { variables, home, now, logger }: Surroundings): Runtime {
  return createRuntime(parseEnvironment(variables, home), logger, parseToday(line.today, now));
}

/** The targets that are named, or that the environment names, and what is needed to reach them. */
export function openTargets(
  line: CommandLine,
  { variables, home, now, node, logger, password }: Surroundings,
  named: readonly string[] = line.targets,
): { readonly targets: readonly string[]; readonly runtime: Runtime } {
  const environment = parseEnvironment(variables, home);
  for (const warning of environment.warnings) logger.warn(warning);
  requireLogin(line.username, password);
  const targets = chooseTargets(environment, named);
  const runtime = createRuntime(addLogin(environment, targets, line.username, password), logger, parseToday(line.today, now));
  return { targets, runtime: { ...runtime, node } };
}

/** Whoever pipes a password in means to log in: without it, a run would go on as somebody else. */
function requireLogin(username: string | undefined, password: string | undefined): void {
  if (password === undefined) return;
  if (!username) throw new ReleaseError('usage', '--password-stdin needs --username NAME: a password alone is nobody’s');
  if (password === '') throw new ReleaseError('usage', '--password-stdin found nothing on standard input; pipe the password in');
}
