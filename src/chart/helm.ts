import { mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEnding, findPrograms, findProgramsInStacks, type Limits, runProgram } from '../process/index.ts';
import { hashKey, type RenderCache } from './render-cache.ts';

/** A helm program. */
export interface Helm {
  readonly path: string;
  /** `v3.19.0`, or `v3.19` of one that was built without the release's flags. */
  readonly version: string;
  /** Tells builds of one version apart, and stays the same where one is reinstalled. */
  readonly build: string;
}

/** The outcome of looking for helm. A `broken` one does not say its version: that is not the same as none. */
export type HelmSearch =
  | { readonly kind: 'found'; readonly helm: Helm }
  | { readonly kind: 'broken'; readonly path: string; readonly why: string }
  | { readonly kind: 'none' };

/**
 * The outcome of a run of helm: `done`, or `failed` by itself; `broken` where it ran into a limit, was killed or answered nonsense.
 * `isLasting` tells what the chart alone brought about: another machine, or another try, would see the same.
 */
export interface HelmResult {
  readonly kind: 'done' | 'failed' | 'broken';
  readonly isLasting: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const MiB = 1024 * 1024;

/**
 * Limits for helm on one chart. The largest known charts take a second and 300 MB. Of the address space Go's
 * runtime reserves 1.5 GB before it does anything, so it leaves 1.5 GB to use; from 1 GB on, GOMEMLIMIT makes it tidy up.
 */
export const HELM_LIMITS = { time: 60_000, output: 64 * MiB, memory: 3072 * MiB } as const satisfies Limits;
const TIDY_UP_FROM = '1GiB';

/**
 * Finds helm and its version. A program that was asked before is not started again while the file stays the same.
 * @param searchPath folders, as PATH lists them
 */
export async function searchHelm(searchPath: string, cache?: RenderCache): Promise<HelmSearch> {
  let broken: HelmSearch | undefined;
  for (const path of findPrograms('helm', searchPath)) {
    const status = await stat(path);
    const key = hashKey('helm', await realpath(path), status.size, status.mtimeMs);
    const kept = await cache?.read(key);
    const found = (version: string): HelmSearch => ({ kind: 'found', helm: { path, version, build: `${version}+${status.size}` } });
    if (typeof kept === 'string') return found(kept);
    const { kind, stdout, stderr } = await inTemporaryFolder((home) => runHelm(path, ['version', '--template', '{{.Version}}'], home));
    const version = /^v\d+\.\d+\S*/.exec(stdout)?.[0];
    if (version === undefined) {
      const why = kind === 'done' ? 'does not say its version' : (stderr.split('\n')[0] ?? '').replace(/^Error: (?:helm )?/, '');
      broken ??= { kind: 'broken', path, why };
      continue;
    }
    await cache?.write(key, version);
    return found(version);
  }
  if (broken !== undefined) return broken;
  // A stack that made helm one of its own files would switch the check off.
  const [inStack] = findProgramsInStacks('helm', searchPath);
  return inStack === undefined ? { kind: 'none' } : { kind: 'broken', path: inStack, why: 'lies in a stack, whose files are not run' };
}

/** The same where all but a helm that works is as good as none. */
export async function readHelm(searchPath: string, cache?: RenderCache): Promise<Helm | undefined> {
  const search = await searchHelm(searchPath, cache);
  return search.kind === 'found' ? search.helm : undefined;
}

/** The time zone that helm runs in: UTC, wherever this machine is, unless there is such a file. */
export function zoneIn(home: string): string {
  return join(home, 'helm', 'zone');
}

/**
 * Runs helm to its end. It sees nothing of this machine: no plugins, no repositories, no cluster, and no network beyond
 * this machine, as its proxy is a port that nobody may listen on.
 * @param home a folder of its own
 */
export async function runHelm(path: string, args: readonly string[], home: string, input = ''): Promise<HelmResult> {
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
    HTTP_PROXY: NOWHERE,
    HTTPS_PROXY: NOWHERE,
    GOMEMLIMIT: TIDY_UP_FROM,
    TZ: zoneIn(home),
  };
  const ending = await runProgram({ path, args, cwd: home, env, input, limits: HELM_LIMITS });
  const { stdout, stderr } = ending;
  const fail = (kind: 'failed' | 'broken', isLasting: boolean, why: string): HelmResult => ({
    kind,
    isLasting,
    stdout,
    stderr: `Error: helm ${why}`,
  });
  if (ending.kind === 'too-much-output') return fail('failed', true, describeEnding(ending, HELM_LIMITS));
  if (ending.kind !== 'done') return fail('broken', false, describeEnding(ending, HELM_LIMITS));
  if (ending.code === 0) return { kind: 'done', isLasting: true, stdout, stderr };
  if (/out of memory|cannot allocate memory/.test(stderr)) {
    return fail('broken', false, `needs more than the ${HELM_LIMITS.memory / MiB} MiB of address space that it may have`);
  }
  const crash = /^(?:fatal error|panic|runtime): .*$/m.exec(stderr)?.[0];
  if (crash !== undefined) return fail('broken', false, `crashed: ${crash}`);
  // Helm ends with 1 and says why; anything else is a shell's or a loader's word for "could not be run".
  if (ending.code !== 1 || !/^Error: /m.test(stderr))
    return fail('broken', false, `ended with exit code ${ending.code} and says no reason: ${stderr}`);
  return { kind: 'failed', isLasting: true, stdout, stderr };
}

/** The port of the discard service, which Linux does not assign by itself. */
const NOWHERE = 'http://127.0.0.1:9';

/** Calls back with a new folder, which is gone afterwards whatever happens. */
export async function inTemporaryFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'clusterstack-helm-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
