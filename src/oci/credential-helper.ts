import { isObject } from '../data.ts';
import type { Credentials } from '../http/index.ts';
import { parseJson } from '../json.ts';
import { findProgram, runProgram, type Variables, withoutOwnSecrets } from '../process/index.ts';
import { clipText } from '../text.ts';
import { OciError } from './error.ts';

/** Runs `docker-credential-NAME get` with the server on its standard input. Rejects when it cannot be run. */
export type RunHelper = (helper: string, server: string) => Promise<{ readonly status: number | null; readonly stdout: string }>;

const LIMITS = { time: 30_000, output: 64 * 1024 } as const;

/**
 * Asks a credential helper. Its output may hold a secret even when it fails, so none of it gets into an error.
 * Source: https://github.com/docker/docker-credential-helpers#development
 */
export async function runCredentialHelper(name: string, server: string, run: RunHelper): Promise<Credentials | undefined> {
  const fail = (why: string): OciError =>
    new OciError('invalid-credentials', `the credential helper docker-credential-${clipText(name, 60)} ${why}`);
  // The name becomes a program's name: nothing that leads to another folder.
  if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/.test(name))
    throw fail('has a name that no program has; check credHelpers and credsStore in config.json');
  let result: Awaited<ReturnType<RunHelper>>;
  try {
    result = await run(`docker-credential-${name}`, server);
  } catch {
    throw fail('cannot be run; install it, or take it out of config.json');
  }
  if (result.status !== 0) {
    if (result.stdout.includes('credentials not found in native keychain')) return undefined;
    throw fail(`failed for ${clipText(server)}; run it by hand to see why`);
  }
  const json = parseJson(result.stdout);
  const { Username: username, Secret: secret } = isObject(json) ? json : {};
  if (typeof username !== 'string' || typeof secret !== 'string') throw fail('answered with something else than credentials');
  if (username === '' && secret === '') return undefined;
  return username === '<token>' ? { kind: 'identity-token', token: secret } : { kind: 'basic', username, password: secret };
}

/**
 * Starts helpers with the user's environment, since the user configured them.
 * @param variables without secrets of our own
 */
export function createHelperRunner(variables: Variables = {}): RunHelper {
  const env = withoutOwnSecrets(variables);
  return async (program, server) => {
    const path = findProgram(program, env['PATH'] ?? '');
    if (path === undefined) throw new Error(`there is no ${program} on the PATH`);
    const ending = await runProgram({ path, args: ['get'], env, cwd: '/', input: server, limits: LIMITS });
    if (ending.kind === 'not-started') throw new Error(ending.why);
    return { status: ending.kind === 'done' ? ending.code : null, stdout: ending.stdout };
  };
}
