import { type Network } from '../http/index.js';
import { type ContentStore } from './content.js';
import { type Reference } from './reference.js';
/** A registry's repository, for copying. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export declare function openRegistryContent(reference: Reference, network: Network): ContentStore;
