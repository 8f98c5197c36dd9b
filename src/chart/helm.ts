import { type ExecFileException, execFile } from 'node:child_process';
import { access, constants, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { hashKey, type RenderCache } from './render-cache.ts';

/** A helm program. */
export interface Helm {
  readonly path: string;
  /** `v3.19.0`, or `v3.19` of one that was built without the release's flags. */
  readonly version: string;
  /** Tells builds of one version apart, and stays the same where one is installed anew. */
  readonly build: string;
}

export interface HelmResult {
  /** `failed` by itself; `broken` where it could not even run. */
  readonly kind: 'done' | 'failed' | 'broken';
  readonly stdout: string;
  readonly stderr: string;
}

const LONGEST_OUTPUT = 64 * 1024 * 1024;
const LONGEST_RUN_MS = 120_000;

/**
 * Finds helm and its version. A program that was asked before is not started again while the file stays the same.
 * @param searchPath folders, as PATH lists them
 */
export async function readHelm(searchPath: string, cache?: RenderCache): Promise<Helm | undefined> {
  for (const folder of searchPath.split(delimiter).filter((part) => part !== '')) {
    const path = join(folder, 'helm');
    const status = await stat(path).catch(() => undefined);
    if (!status?.isFile() || !(await isExecutable(path))) continue;
    const key = hashKey('helm', await realpath(path), status.size, status.mtimeMs);
    const kept = await cache?.read(key);
    const describe = (version: string): Helm => ({ path, version, build: `${version}+${status.size}` });
    if (typeof kept === 'string') return describe(kept);
    const { stdout } = await inTemporaryFolder((home) => runHelm(path, ['version', '--template', '{{.Version}}'], home));
    const version = /^v\d+\.\d+\S*/.exec(stdout)?.[0];
    // Something else by that name, or a broken one.
    if (version === undefined) continue;
    await cache?.write(key, version);
    return describe(version);
  }
  return undefined;
}

/** The time zone that helm runs in: UTC, wherever this machine is, unless there is such a file. */
export function zoneIn(home: string): string {
  return join(home, 'helm', 'zone');
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Runs helm to its end. It sees nothing of this machine: no plugins, no repositories, no cluster.
 * @param home a folder of its own
 */
export function runHelm(path: string, args: readonly string[], home: string, input = ''): Promise<HelmResult> {
  const own = (name: string) => join(home, 'helm', name);
  const env = {
    HOME: home,
    TMPDIR: home,
    HELM_CACHE_HOME: own('cache'),
    HELM_CONFIG_HOME: own('config'),
    HELM_DATA_HOME: own('data'),
    HELM_PLUGINS: own('plugins'),
    HELM_NO_PLUGINS: '1',
    KUBECONFIG: own('kubeconfig'),
    TZ: zoneIn(home),
  };
  const options = { cwd: home, env, timeout: LONGEST_RUN_MS, killSignal: 'SIGKILL', maxBuffer: LONGEST_OUTPUT } as const;
  return new Promise((resolve) => {
    const child = execFile(path, args, options, (error, stdout, stderr) => resolve({ stdout, ...describeEnd(error, stderr) }));
    // A helm that ends before it has read its input.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function describeEnd(error: ExecFileException | null, stderr: string): Omit<HelmResult, 'stdout'> {
  if (error === null) return { kind: 'done', stderr };
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return { kind: 'failed', stderr: `Error: it renders to more than ${LONGEST_OUTPUT} bytes` };
  }
  if (typeof error.code === 'number') return { kind: 'failed', stderr };
  const why = error.killed ? `did not end within ${LONGEST_RUN_MS / 1000} seconds` : `could not be run: ${error.message}`;
  return { kind: 'broken', stderr: `Error: helm ${why}` };
}

/** Calls back with a new folder, which is gone afterwards whatever happens. */
export async function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'clusterstack-helm-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
