import { join } from 'node:path';
import { readFile } from '../files/index.ts';
import { createFinding } from '../finding.ts';
import type { Network } from '../http/index.ts';
import { createRepositories, openCache, type Repositories, readHelmRepositories } from '../repository/index.ts';
import { LOCK_FILE, type Stack } from '../stack/index.ts';
import { createDownloader } from './download.ts';
import { parseLock } from './lock.ts';
import type { ResolveTools } from './resolve.ts';
import { type VendoredStack, vendorStack } from './vendor-stack.ts';

export interface DependencyOptions {
  readonly network: Network;
  /** Other places for all repositories whose URL begins so. */
  readonly mirrors?: ReadonlyMap<string, string> | undefined;
  /** A folder to keep charts and indexes in. */
  readonly cache?: string | undefined;
  /** Helm's `repositories.yaml`, for `@name` and `alias:name`. */
  readonly helmRepositories?: string | undefined;
  /** Asks nothing of the network. */
  readonly offline?: boolean | undefined;
}

/** Repositories, the cache and running downloads: all lines of a run share them. */
export interface DependencyTools extends Omit<ResolveTools, 'pack'> {
  readonly repositories: Repositories;
}

export function createDependencyTools(options: DependencyOptions): DependencyTools {
  const { network, helmRepositories, offline = false, cache: folder, mirrors = new Map() } = options;
  const cache = folder === undefined ? undefined : openCache(folder);
  let known: ReadonlyMap<string, string> | undefined;
  const aliases = () => {
    known ??= helmRepositories === undefined ? new Map<string, string>() : readHelmRepositories(helmRepositories);
    return known;
  };
  const repositories = createRepositories({ network, cache, aliases, mirrors });
  return { repositories, cache, offline, download: createDownloader(repositories, cache) };
}

/** Vendors the stacks of a run. */
export type Vendor = (stack: Stack) => Promise<VendoredStack>;

/**
 * One for a run: lines that want the same chart share it, and a stack's lock is read once.
 * @param options `vendor: false` leaves the archives out of what ships
 */
export function createVendor({ vendor = true, ...options }: DependencyOptions & { readonly vendor?: boolean | undefined }): Vendor {
  const tools = createDependencyTools(options);
  const locks = new Map<string, ReturnType<typeof readStackLock>>();
  return async (stack) => {
    const { directory } = stack;
    const read = locks.get(directory) ?? readStackLock(directory);
    locks.set(directory, read);
    // A lock that cannot be read would let other bytes through.
    if (read.findings.some(({ verdict }) => verdict === 'refuse')) {
      return { shipped: stack, full: stack, dependencies: [], missing: [], findings: read.findings };
    }
    const vendored = await vendorStack(stack, { ...tools, vendor, lock: read.lock });
    return { ...vendored, findings: [...read.findings, ...vendored.findings] };
  };
}

/** Bytes. A lock has about 300 for each dependency of each line. */
const LOCK_LIMIT = 16 * 1024 * 1024;

/** The lock in a stack's directory; nothing where there is none. It comes with the stack, so a link is not followed. */
export function readStackLock(directory: string): ReturnType<typeof parseLock> {
  const file = join(directory, LOCK_FILE);
  const read = readFile(file, { limit: LOCK_LIMIT, links: 'refuse' });
  if (read.kind === 'read') return parseLock(file, read.bytes);
  if (read.kind === 'missing') return { findings: [] };
  const message = `${read.why}, so it is not known which archives are meant; put a plain file here, or rewrite it with: clusterstack update`;
  return { findings: [createFinding('refuse', 'lock-file', LOCK_FILE, message, { file })] };
}
