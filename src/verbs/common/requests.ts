import { ReleaseError } from '../../errors.ts';
import {
  addAuthFile,
  addLogin,
  addPlainHttp,
  addWait,
  chooseTargets,
  createRuntime,
  parseEnvironment,
  parseMirrors,
  parseMode,
  parseToday,
} from '../../options/index.ts';
import type { CheckOptions, ReleaseRequest, Runtime } from '../../request.ts';
import type { CommandLine, Surroundings } from './verb.ts';

/** How stacks are checked, as the flags say it. */
export function readCheckOptions(line: CommandLine): CheckOptions {
  const { knowledge, requireHelm, offline, vendor } = line;
  return { knowledge, requireHelm, offline, vendor, mirrors: parseMirrors(line.mirror ?? []) };
}

/** A request to release: the stacks, the way, and the targets, which are the flags' unless others are given. */
export function openRelease(
  line: CommandLine,
  surroundings: Surroundings,
  named?: readonly string[],
): { readonly request: ReleaseRequest; readonly runtime: Runtime } {
  const { targets, runtime } = openTargets(line, surroundings, named);
  return { request: readReleaseRequest(line, targets), runtime };
}

function readReleaseRequest(line: CommandLine, targets: readonly string[]): ReleaseRequest {
  const { words: stacks, kubernetes, output, source, allowDirty, afterRevert, effects } = line;
  const check = line.check === false ? false : undefined;
  const common = { ...readCheckOptions(line), verify: line.verify !== 'false' };
  return { stacks, kubernetes, mode: parseMode(line), output, targets, source, check, allowDirty, afterRevert, effects, ...common };
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
  const login = addLogin(addAuthFile(environment, line.authFile), targets, line.username, password);
  const reached = addPlainHttp(login, line.plainHttp ?? [], line.insecureCredentials === true);
  const runtime = createRuntime(addWait(reached, line.wait), logger, parseToday(line.today, now));
  return { targets, runtime: { ...runtime, node } };
}

/** Whoever pipes a password in means to log in: without it, a run would go on as somebody else. */
function requireLogin(username: string | undefined, password: string | undefined): void {
  if (password === undefined) return;
  if (!username) throw new ReleaseError('usage', '--password-stdin needs --username NAME: a password alone is nobody’s');
  if (password === '') throw new ReleaseError('usage', '--password-stdin found nothing on standard input; pipe the password in');
}
