import type { Credentials } from './credentials.js';
import type { Fetch } from './fetch.js';
import { type Reference } from './reference.js';
import { type RetryPolicy } from './retry.js';
import type { Store } from './types.js';
export interface RegistryOptions {
    /** Asked once, and only when the registry wants a log-in; gets the reference's registry. */
    readonly credentials?: (registry: string) => Promise<Credentials | undefined>;
    readonly fetch?: Fetch;
    /** Milliseconds for one request; large bodies get more. */
    readonly timeout?: number;
    readonly now?: () => number;
    /** How what may pass is tried again; {@link PATIENT} unless given. */
    readonly retry?: RetryPolicy;
}
/**
 * The repository that a reference is in, over the distribution API.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export declare function openRegistry(reference: Reference, options?: RegistryOptions): Store;
