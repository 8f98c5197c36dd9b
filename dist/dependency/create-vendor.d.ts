import type { Network } from '../http/index.js';
import { type Repositories } from '../repository/index.js';
import { type Stack } from '../stack/index.js';
import { parseLock } from './lock.js';
import type { ResolveTools } from './resolve.js';
import { type VendoredStack } from './vendor-stack.js';
export interface DependencyOptions {
    readonly network: Network;
    /** Other places for all repositories whose URL begins so. */
    readonly mirrors?: ReadonlyMap<string, string> | undefined;
    /** A folder to keep charts and indexes in. */
    readonly cache?: string | undefined;
    /** Helm's `repositories.yaml`, for `@name` and `alias:name`. */
    readonly helmRepositories?: string | undefined;
    /** Asks nothing of the network. */
    readonly offline?: boolean | undefined;
}
/** Repositories, the cache and running downloads: all lines of a run share them. */
export interface DependencyTools extends Omit<ResolveTools, 'pack'> {
    readonly repositories: Repositories;
}
export declare function createDependencyTools(options: DependencyOptions): DependencyTools;
/** Vendors the stacks of a run. */
export type Vendor = (stack: Stack) => Promise<VendoredStack>;
/**
 * One for a run: lines that want the same chart share it, and a stack's lock is read once.
 * @param options `vendor: false` leaves the archives out of what ships
 */
export declare function createVendor({ vendor, ...options }: DependencyOptions & {
    readonly vendor?: boolean | undefined;
}): Vendor;
/** The lock in a stack's directory; nothing where there is none. It comes with the stack, so a link is not followed. */
export declare function readStackLock(directory: string): ReturnType<typeof parseLock>;
