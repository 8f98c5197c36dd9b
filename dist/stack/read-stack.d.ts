import type { StackSource } from './stack.js';
/**
 * Reads a stack's directory: a source for each of its lines, at least one. The tree is read and hashed once.
 * @param outside what does not belong to it although it may lie inside: output, layouts
 */
export declare function readStack(directory: string, outside?: readonly string[]): StackSource[];
