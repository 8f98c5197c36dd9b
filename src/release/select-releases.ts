import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { hasErrno, ReleaseError } from '../errors.ts';
import { isStack } from '../stack/index.ts';
import { suggestWord } from '../suggest.ts';
import { recordFile } from './record.ts';

/** Releases that are named where one is missing. */
const MOST_NAMED = 5;

/**
 * The release directories that are named, or else all in the output directory. Whether `build` made them is seen when they are read.
 * @throws ReleaseError `usage` for one that does not exist or is a stack, and where there is none at all
 */
export async function selectReleases(named: readonly string[], output: string): Promise<readonly string[]> {
  const directories = named.map((directory) => directory.replace(/(?<=.)[\\/]+$/, ''));
  for (const directory of directories) await requireRelease(directory, output);
  const selected = directories.length > 0 ? directories : await findReleases(output);
  if (selected.length > 0) return selected;
  throw new ReleaseError('usage', `there is no built release in ${output}; build one first with: clusterstack build`);
}

async function requireRelease(directory: string, output: string): Promise<void> {
  if (existsSync(recordFile(dirname(resolve(directory)), basename(resolve(directory))))) return;
  if (isStack(directory)) {
    throw new ReleaseError('usage', `${directory} is a stack, not a built release; publish it with: clusterstack release ${directory}`);
  }
  if (existsSync(directory)) return;
  const names = (await findReleases(output)).map((path) => basename(path));
  const meant = suggestWord(basename(directory), names);
  const suggestion = meant === undefined ? ';' : `; did you mean ${join(output, meant)}?`;
  const built = names.length === 0 ? 'no release; build one first with: clusterstack build' : listSome(names);
  throw new ReleaseError('usage', `${directory} does not exist${suggestion} ${output} holds ${built}`);
}

function listSome(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** All releases below an output directory that have a record, sorted. */
export async function findReleases(output: string): Promise<string[]> {
  const names = await readdir(output).catch((error: unknown) => {
    if (hasErrno(error, 'ENOENT')) return [];
    throw error;
  });
  const known = new Set(names);
  return names
    .filter((name) => name.endsWith('.json') && !name.startsWith('.') && known.has(name.slice(0, -'.json'.length)))
    .map((name) => join(output, name.slice(0, -'.json'.length)))
    .sort();
}
