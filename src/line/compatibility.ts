import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Compatibility, KNOWLEDGE, type Knowledge, mergeKnowledge, parseCompatibility, parseKnowledge } from '../compat/index.ts';
import { hasErrno, messageOf, ReleaseError } from '../errors.ts';
import type { Finding } from '../finding.ts';
import { findRoot } from '../git/index.ts';

const FILE = 'compatibility.yaml';

/** What a user adds to the check of a stack. */
export interface UserCompatibility extends Compatibility {
  readonly file: string;
  /** Whether it is for all stacks of a repository. */
  readonly isShared: boolean;
  readonly findings: readonly Finding[];
}

/** Reads the compatibility.yaml of stacks and of the repositories that they lie in, each once a run. */
export function createCompatibilityReader(): (directory: string) => Promise<readonly UserCompatibility[]> {
  const known = new Map<string, Promise<UserCompatibility | undefined>>();
  const read = (file: string, isShared: boolean): Promise<UserCompatibility | undefined> => {
    const key = resolve(file);
    const found = known.get(key) ?? readOne(file, isShared);
    known.set(key, found);
    return found;
  };
  return async (directory) => {
    const root = findRoot(directory) ?? '.';
    const shared = resolve(root) === resolve(directory) ? undefined : await read(join(root, FILE), true);
    return [shared, await read(join(directory, FILE), false)].filter((one) => one !== undefined);
  };
}

async function readOne(file: string, isShared: boolean): Promise<UserCompatibility | undefined> {
  const bytes = readIfThere(file);
  if (bytes === undefined) return undefined;
  const { compatibility, findings } = await parseCompatibility(file, bytes);
  return { ...compatibility, findings, file, isShared };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw new ReleaseError('unreadable', `cannot read ${file}: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * What the tool knows, and what the user's files for `--knowledge` add to it.
 * @throws ReleaseError `usage`
 */
export async function readKnowledge(files: readonly string[]): Promise<Knowledge> {
  let knowledge = KNOWLEDGE;
  for (const file of files) {
    const bytes = readIfThere(file);
    if (bytes === undefined) throw new ReleaseError('usage', `the file ${file} for --knowledge does not exist`);
    const parsed = await parseKnowledge(file, bytes);
    const [problem] = parsed.findings.filter(({ verdict }) => verdict === 'refuse');
    if (problem !== undefined) {
      const { line = 1, column = 1, message } = problem;
      throw new ReleaseError('usage', `${file}:${line}:${column}: ${message}`);
    }
    knowledge = mergeKnowledge(knowledge, parsed.knowledge);
  }
  return knowledge;
}
