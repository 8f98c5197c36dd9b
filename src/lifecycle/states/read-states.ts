import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ReleaseError } from '../../errors.ts';
import { readFile, readNamedFile } from '../../files/index.ts';
import { findRoot } from '../../git/index.ts';
import { NO_STATES, type ReleaseStates } from './model.ts';
import { joinStates, parseStates } from './parse-states.ts';

/** The file's name where nobody names it. */
export const STATES_FILE = 'releases.yaml';
/** Bytes. A state has about two hundred. */
export const LARGEST_STATES = 4 * 1024 * 1024;

/**
 * Reads what is told of releases: from the file that is named, or else from each releases.yaml here, beside the stacks and
 * at the repository's root. Without one, nothing is known.
 * @param directories of stacks: the repositories that they lie in count like the one here
 * @throws ReleaseError `invalid-states`; `usage` where the named file is not there
 */
export async function readStates(named: string | undefined, directories: readonly string[] = []): Promise<ReleaseStates> {
  if (named !== undefined) {
    const read = readNamedFile(named, LARGEST_STATES);
    if (read.kind === 'read') return parseStates(named, read.bytes);
    throw new ReleaseError('usage', `the file ${named} for --releases ${read.why}`);
  }
  return joinStates(await Promise.all(findStatesFiles(directories).map(readFound)));
}

/** The files that tell of releases, nearest first. */
export function findStatesFiles(directories: readonly string[] = []): readonly string[] {
  const roots = new Set(['.', ...directories].map((directory) => findRoot(directory) ?? '.'));
  const folders = ['.', ...roots].flatMap((folder) => [folder, join(folder, 'stacks'), join(folder, 'providers')]);
  const files = new Map(folders.map((folder) => join(folder, STATES_FILE)).map((file) => [resolve(file), file]));
  return [...files.values()].filter((file) => existsSync(file));
}

async function readFound(file: string): Promise<ReleaseStates> {
  // It comes with the checkout, so a link is not followed: it would show somebody else's file.
  const read = readFile(file, { limit: LARGEST_STATES, links: 'refuse' });
  if (read.kind === 'read') return parseStates(file, read.bytes);
  if (read.kind === 'missing') return NO_STATES;
  throw new ReleaseError(
    'invalid-states',
    `${file} ${read.why}, so it is not known what releases are; put a plain file here, or delete it`,
  );
}
