import { type Network } from '../http/index.js';
import { type Connection } from './connect.js';
import { type Reference } from './reference.js';
import type { Store } from './types.js';
/**
 * The repository that a reference is in, over the distribution API.
 * Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export declare function openRegistry(reference: Reference, network: Network): Store;
export declare function createRegistryStore(connection: Connection): Store;
