import type { Provenance } from '../release/index.js';
import type { Runtime } from '../request.js';
/** Where a stack's files come from, as far as git tells. */
export type Origin = {
    readonly kind: 'commit';
    readonly provenance: Provenance;
    /** Files that differ from the commit; paths relative to the repository's root. */
    readonly changed: readonly string[];
    /** Files that could not be compared, and why. */
    readonly unknown: readonly {
        readonly path: string;
        readonly why: string;
    }[];
}
/** There is a repository, and git does not tell of it; `why` is in git's words. */
 | {
    readonly kind: 'silent';
    readonly why: string;
    readonly root: string;
} | {
    readonly kind: 'no-repository';
};
type Tools = Pick<Runtime, 'epoch' | 'programs' | 'variables'>;
/**
 * Reads what git knows of directories, each once a run, and of their repositories as well.
 * @param outside where we write ourselves: changes there are not the stack's
 * @param directories that will be asked for: git is asked about all of a repository at once
 */
export declare function createOriginReader(tools: Tools, outside?: readonly string[], directories?: readonly string[]): (directory: string) => Promise<Origin>;
/** A remote as people open it, without a password: `git@host:org/repo.git` is `https://host/org/repo`. */
export declare function parseRemote(remote: string): string | undefined;
export {};
