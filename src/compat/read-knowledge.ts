import { ReleaseError } from '../errors.ts';
import { readNamedFile } from '../files/index.ts';
import { KNOWLEDGE } from './knowledge/index.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { mergeKnowledge } from './knowledge/merge.ts';
import { parseKnowledge } from './user-file/parse-compatibility.ts';

/** Bytes. Years of waivers take a few thousand. */
const LIMIT = 1024 * 1024;

/**
 * The tool's own knowledge, with what the user's files for `--knowledge` add to it.
 * @throws ReleaseError `usage`
 */
export async function readKnowledge(files: readonly string[]): Promise<Knowledge> {
  let knowledge = KNOWLEDGE;
  for (const file of files) {
    const read = readNamedFile(file, LIMIT);
    if (read.kind !== 'read') throw new ReleaseError('usage', `the file ${file} for --knowledge ${read.why}`);
    const parsed = await parseKnowledge(file, read.bytes);
    const [problem] = parsed.findings.filter(({ verdict }) => verdict === 'refuse');
    if (problem !== undefined) {
      const { line = 1, column = 1, message } = problem;
      throw new ReleaseError('usage', `${file}:${line}:${column}: ${message}`);
    }
    knowledge = mergeKnowledge(knowledge, parsed.knowledge);
  }
  return knowledge;
}
