import { join, resolve } from 'node:path';
import { parseCompatibility, type UserFile } from '../compat/index.ts';
import { readFile } from '../files/index.ts';
import { createFinding } from '../finding.ts';
import { findRoot } from '../git/index.ts';

const FILE = 'compatibility.yaml';
/** Bytes. Years of waivers take a few thousand. */
const LIMIT = 1024 * 1024;

/** Reads the files that count for a stack's directory. */
export type ReadUserFiles = (directory: string) => Promise<readonly UserFile[]>;

/** Reads the compatibility.yaml of stacks and of the repositories that they lie in, each once a run. */
export function createUserFileReader(): ReadUserFiles {
  const known = new Map<string, Promise<ReadUserFile | undefined>>();
  const read = async (file: string, isShared: boolean): Promise<UserFile | undefined> => {
    const key = resolve(file);
    const found = known.get(key) ?? readOne(file);
    known.set(key, found);
    // One file may be a stack's own and that of the stacks below it.
    const content = await found;
    return content && { ...content, isShared };
  };
  return async (directory) => {
    const root = findRoot(directory) ?? '.';
    const shared = resolve(root) === resolve(directory) ? undefined : await read(join(root, FILE), true);
    return [shared, await read(join(directory, FILE), false)].filter((one) => one !== undefined);
  };
}

type ReadUserFile = Omit<UserFile, 'isShared'>;

async function readOne(file: string): Promise<ReadUserFile | undefined> {
  // It comes with the stack, so a link is not followed: it would show somebody else's file.
  const read = readFile(file, { limit: LIMIT, links: 'refuse' });
  if (read.kind === 'missing') return undefined;
  if (read.kind !== 'read') {
    const message = `${read.why}, so its waivers and rules are not known; put a plain file here, or delete it`;
    const finding = createFinding('refuse', 'compatibility-file', FILE, message, { file });
    return { waivers: [], knowledge: {}, findings: [finding], file };
  }
  const { compatibility, findings } = await parseCompatibility(file, read.bytes);
  return { ...compatibility, findings, file };
}
