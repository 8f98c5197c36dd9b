import { readTree, TREE_LIMITS } from '../files/index.ts';
import { parseLines } from './parse-lines.ts';
import type { StackSource } from './stack.ts';

/**
 * Reads a stack's directory: a source for each of its lines, at least one. The tree is read and hashed once.
 * @param outside what does not belong to it although it may lie inside: output, layouts
 */
export function readStack(directory: string, outside: readonly string[] = []): StackSource[] {
  const { files, findings } = readTree(directory, TREE_LIMITS, outside);
  return parseLines(directory, files, findings);
}
