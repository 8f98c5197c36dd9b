import type { StackSelection } from '../request.js';
import { type Line } from '../version/index.js';
import type { StackSource } from './stack.js';
/**
 * Reads the stacks that a request selects: a source for each line.
 * @param outside where we write ourselves: left out of a stack that it lies in
 * @throws ReleaseError `no-stack`, `usage`, and `duplicate-line` when two directories give the same line
 */
export declare function readLines(selection: StackSelection, outside?: readonly string[]): Promise<StackSource[]>;
/** Whether all stacks of a repository are selected. */
export declare function isComplete({ stacks, kubernetes }: StackSelection): boolean;
/** @throws ReleaseError `usage` */
export declare function parseKubernetesFlag(text: string): {
    readonly major: number;
    readonly minor: number;
};
/** The line's name, or the directory where its files cannot tell it. */
export declare function nameOfLine(source: StackSource): string;
/** The minors of a line's stack among some that were read together. */
export declare function listMinors(sources: readonly StackSource[], { provider, name }: Line): readonly number[];
