export interface Limits {
    /** Milliseconds until the program and all that it has started are killed. */
    readonly time: number;
    /** Bytes of standard output, and of standard error beyond which the rest is dropped. */
    readonly output: number;
    /** Bytes of address space, which Linux enforces; elsewhere only time and output are bounded. */
    readonly memory?: number;
}
export interface ProgramRequest {
    /** Absolute. */
    readonly path: string;
    readonly args: readonly string[];
    /** All that the program sees of an environment. */
    readonly env: Readonly<Record<string, string>>;
    readonly cwd: string;
    readonly input?: string | undefined;
    readonly limits: Limits;
}
/** How a program ended. Its output is there as far as it was read. */
export type Ending = {
    readonly stdout: string;
    readonly stderr: string;
} & ({
    readonly kind: 'done';
    readonly code: number;
} | {
    readonly kind: 'timed-out' | 'too-much-output';
} | {
    readonly kind: 'killed';
    readonly signal: string;
} | {
    readonly kind: 'not-started';
    readonly why: string;
});
/**
 * Runs a program to its end, in a process group of its own that is killed as a whole. Never rejects.
 *
 * Memory is bounded by the shell's `ulimit -v`, which the kernel enforces without a race; it counts what a program reserves,
 * so it must leave room for Go, whose helm reserves 1.5 GB before it does anything. Processor time is bounded as well: a
 * program that outlives us, because we were killed ourselves, comes to its end too.
 */
export declare function runProgram({ path, args, env, cwd, input, limits }: ProgramRequest): Promise<Ending>;
/** How a program ended that did not end by itself with an answer, as a predicate: "did not end within 30 seconds". */
export declare function describeEnding(ending: Ending, limits: Limits): string;
