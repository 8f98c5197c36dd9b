import type { Credentials } from './credentials.ts';
import { clean, OciError } from './errors.ts';
import { isObject, parseJson } from './json.ts';

/** Runs `docker-credential-NAME get` with the server on its standard input. Rejects when it cannot be run. */
export type RunHelper = (helper: string, server: string) => Promise<{ readonly status: number | null; readonly stdout: string }>;

const TIMEOUT = 30_000;
const LARGEST_OUTPUT = 64 * 1024;

/**
 * Asks a credential helper. Its output may hold a secret even when it fails, so none of it gets into an error.
 * Source: https://github.com/docker/docker-credential-helpers#development
 */
export async function runCredentialHelper(name: string, server: string, run: RunHelper = spawnHelper): Promise<Credentials | undefined> {
  const fail = (why: string): OciError =>
    new OciError('invalid-credentials', `the credential helper docker-credential-${clean(name, 60)} ${why}`);
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
    throw fail(`failed for ${clean(server)}; run it by hand to see why`);
  }
  const json = parseJson(Buffer.from(result.stdout));
  const { Username: username, Secret: secret } = isObject(json) ? json : {};
  if (typeof username !== 'string' || typeof secret !== 'string') throw fail('answered with something else than credentials');
  if (username === '' && secret === '') return undefined;
  return username === '<token>' ? { kind: 'identity-token', token: secret } : { kind: 'basic', username, password: secret };
}

const spawnHelper: RunHelper = async (program, server) => {
  // Loaded when needed only: it takes as long as all else that is loaded here.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['get'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      shell: false,
      windowsHide: true,
    });
    // Not spawn's own timeout, which keeps the process alive when there is no such program.
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT);
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_OUTPUT) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ status, stdout: Buffer.concat(chunks).toString('utf8') });
    });
    // A helper that fails at once closes its input; its status tells.
    child.stdin.on('error', () => {});
    child.stdin.end(server);
  });
};
