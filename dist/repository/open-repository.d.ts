import { type Network } from '../http/index.js';
import type { Cache } from './cache.js';
import type { Repository } from './repository.js';
export interface RepositoryOptions {
    readonly network: Network;
    /** Undefined keeps nothing. */
    readonly cache: Cache | undefined;
    /** URLs by the names that `@name` and `alias:name` mean; asked for only where one is used. */
    readonly aliases: () => ReadonlyMap<string, string>;
    /** Other places for all whose URL begins so. */
    readonly mirrors: ReadonlyMap<string, string>;
}
/** All repositories of a run, each opened once. */
export interface Repositories {
    /**
     * The name that a lock gives a repository, written as in Chart.yaml: for `@name` and `alias:name` the URL that Helm knows, or the
     * name itself where that URL holds a secret; undefined where Helm knows none.
     */
    locate(written: string): string | undefined;
    /**
     * @param written a URL, or a name as `locate` gives it; Helm's login for it is used
     * @throws ReleaseError `dependency` for anything but a repository
     */
    open(written: string): Repository;
}
export declare function createRepositories({ network, cache, aliases, mirrors }: RepositoryOptions): Repositories;
