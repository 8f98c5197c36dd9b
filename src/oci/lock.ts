import { randomBytes } from 'node:crypto';
import { constants, copyFile, link, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
// Named imports, since only the entries may use the global: a lock has to tell whose it is, and whether they live.
import { kill, pid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from '../data.ts';
import { hasErrno, messageOf } from '../errors.ts';
import { readFile, removeIfPossible } from '../files/index.ts';
import { parseJson } from '../json.ts';
import { OciError } from './error.ts';

interface Owner {
  /** The machine and, where there are several, its process namespace: a pid means nothing elsewhere. */
  readonly host: string;
  readonly pid: number;
  readonly token: string;
}

/** Bytes. */
const LARGEST_LOCK = 4096;

/**
 * Runs `work` while holding the lock file, alone among all processes that do. What a killed process left
 * behind is cleared away, when it ran here.
 */
export async function withLock<T>(path: string, patience: number, work: () => Promise<T>): Promise<T> {
  const release = await acquire(path, { left: patience });
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(path: string, patience: { left: number }): Promise<() => Promise<void>> {
  const own: Owner = { host: await thisHost(), pid, token: randomBytes(12).toString('hex') };
  // Linking a finished file in place makes the lock appear with its content or not at all.
  const draft = `${path}.${own.token}.tmp`;
  try {
    await writeDraft(draft, own, path);
    while (!(await tryLink(draft, path))) {
      const owner = await readOwner(path);
      if (owner === 'gone') continue;
      if (owner !== undefined && isDead(owner, own.host) && (await replaceDead(path, owner, draft, patience))) break;
      await wait(path, owner, patience);
    }
  } finally {
    removeIfPossible(draft);
  }
  return async () => {
    const owner = await readOwner(path);
    // Someone may have removed the file by hand, and then another process made its own.
    if (typeof owner === 'object' && owner.token === own.token) await rm(path, { force: true });
  };
}

async function writeDraft(draft: string, own: Owner, path: string): Promise<void> {
  try {
    await writeFile(draft, JSON.stringify(own), { flag: 'wx' });
  } catch (error) {
    throw new OciError(
      'file-error',
      `nothing can be written in ${dirname(path)}, where the lock ${basename(path)} has to be: ${messageOf(error)}; check who may write there, and the space left`,
    );
  }
}

/**
 * Takes a dead process's lock over. Whoever holds the lock that is named after its token is the only one who
 * may, and looks again first: so of two that find the same dead lock, the second finds it alive.
 */
async function replaceDead(path: string, dead: Owner, draft: string, patience: { left: number }): Promise<boolean> {
  const release = await acquire(`${path}.${dead.token}`, patience);
  try {
    const owner = await readOwner(path);
    if (typeof owner !== 'object' || owner.token !== dead.token) return false;
    await rename(draft, path);
    return true;
  } finally {
    await release();
  }
}

async function tryLink(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasErrno(error, 'EEXIST')) return false;
    if (!hasErrno(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK')) throw error;
    return tryCopy(draft, path);
  }
}

/** For file systems without hard links. One killed while it copies leaves a lock without an owner, which is never broken. */
async function tryCopy(draft: string, path: string): Promise<boolean> {
  try {
    await copyFile(draft, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (hasErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

/** The owner, `gone` when there is no lock, or undefined when the file is not one of ours. */
async function readOwner(path: string): Promise<Owner | 'gone' | undefined> {
  const read = readFile(path, { limit: LARGEST_LOCK, links: 'refuse' });
  if (read.kind === 'missing') return 'gone';
  // No process leaves such a thing, so waiting for it would be in vain.
  if (read.kind !== 'read') throw new OciError('invalid-layout', `the lock ${path} ${read.why}; remove it`);
  const json = parseJson(read.bytes);
  if (!isObject(json)) return undefined;
  const { host, pid: number, token } = json;
  if (typeof host !== 'string' || typeof number !== 'number' || typeof token !== 'string' || !/^[0-9a-f]{24}$/.test(token))
    return undefined;
  return Number.isSafeInteger(number) && number > 0 ? { host, pid: number, token } : undefined;
}

function isDead(owner: Owner, host: string): boolean {
  if (owner.host !== host) return false;
  try {
    kill(owner.pid, 0);
    return false;
  } catch (error) {
    return hasErrno(error, 'ESRCH');
  }
}

async function wait(path: string, owner: Owner | undefined, patience: { left: number }): Promise<void> {
  if (patience.left <= 0) {
    const whose = owner === undefined ? 'an unknown process' : `process ${owner.pid} on ${owner.host.split(' ')[0]}`;
    throw new OciError('layout-locked', `${whose} holds the lock ${path}: wait for it, or remove that file when it is no longer running`);
  }
  // Counted, not measured: with a stopped clock it still ends. Random, so that waiters do not march in step.
  const pause = 3 + Math.floor(Math.random() * 12);
  patience.left -= pause;
  await sleep(pause);
}

async function thisHost(): Promise<string> {
  // In containers with the host's name, the same number is another process.
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${hostname()} ${namespace}`.trim();
}
