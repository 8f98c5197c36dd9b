import { join } from 'node:path';
import { isObject } from './data.ts';
import { readHelmVersion } from './facts/index.ts';
import { readFile } from './files/index.ts';
import { parseJson } from './json.ts';
import type { Variables } from './process/index.ts';
import type { Runtime } from './request.ts';
import type { VersionReport } from './result.ts';
import { VERSION } from './tool.ts';

/** The process that runs, and where its package lies. */
interface Installation {
  readonly root: string;
  readonly node: string;
  readonly variables: Variables;
}

/** Versions of clusterstack and of what it runs on. */
export async function readVersions({ root, node, variables }: Installation, runtime: Runtime): Promise<VersionReport> {
  const commit = readCommit(root, variables);
  const helm = await readHelmVersion(runtime);
  return { schemaVersion: 1, version: VERSION, ...(commit !== undefined && { commit }), node, ...(helm !== undefined && { helm }) };
}

/** Bytes. The lock file of a large project has a few million. */
const LIMIT = 64 * 1024 * 1024;

/**
 * The commit that an installation was made from, where it tells: npm notes it for packages from a registry (`gitHead`)
 * and for those from git (the lock file in node_modules), GitHub for an Action that is used by a commit.
 * @param root the package's own folder
 */
function readCommit(root: string, variables: Variables): string | undefined {
  const { gitHead } = readObject(join(root, 'package.json'));
  const lock = readObject(join(root, '../.package-lock.json'))['packages'];
  const installed = isObject(lock) ? lock['node_modules/clusterstack'] : undefined;
  const resolved = isObject(installed) ? installed['resolved'] : undefined;
  const fromGit = typeof resolved === 'string' && resolved.startsWith('git') ? resolved.slice(resolved.lastIndexOf('#') + 1) : undefined;
  return [gitHead, fromGit, variables['GITHUB_ACTION_REF']].find(
    (commit): commit is string => typeof commit === 'string' && /^[0-9a-f]{40,64}$/.test(commit),
  );
}

function readObject(path: string): Readonly<Record<string, unknown>> {
  const read = readFile(path, { limit: LIMIT, links: 'follow' });
  const data = read.kind === 'read' ? parseJson(read.bytes.toString('utf8')) : undefined;
  return isObject(data) ? data : {};
}
