import type { Exchange } from '../logger.js';
import type { Credentials } from './credentials.js';
import type { Fetch } from './fetch.js';
import { type RetryPolicy } from './retry.js';
/** How a run reaches the network. Made once, and passed to all that ask something of it. */
export interface Network {
    readonly fetch: Fetch;
    /** Credentials by a registry's host, and by the repository there. Asked for only when the registry wants a login. */
    readonly credentials: (registry: string, repository: string) => Promise<Credentials | undefined>;
    readonly retry: RetryPolicy;
    /** Registries beyond this machine that are reached without TLS. */
    readonly plainHttp: PlainHttp;
    /** Milliseconds for one request; large bodies get more. Undefined leaves it to whoever sends the request. */
    readonly timeout: number | undefined;
    /** Milliseconds since 1970. */
    readonly now: () => number;
    /** Told of each request when it is over. */
    readonly trace: (exchange: Exchange) => void;
}
/** Registries without TLS, and whether credentials may be sent to them, which everybody on the way can read. */
export interface PlainHttp {
    /** Host and port, in lower case. */
    readonly hosts: ReadonlySet<string>;
    readonly withCredentials: boolean;
}
/** Overrides of the usual network. */
export interface NetworkOptions {
    /** Node's own unless given, through a proxy for instance. */
    readonly fetch?: Fetch | undefined;
    /** Credentials by a registry's host, and by the repository there. */
    readonly credentials?: ((registry: string, repository: string) => Promise<Credentials | undefined>) | undefined;
    /** None unless given. */
    readonly plainHttp?: PlainHttp | undefined;
    /** Overrides of how transient failures are retried. */
    readonly retry?: Partial<RetryPolicy> | undefined;
    /** Milliseconds for one request, a minute or two unless given; large bodies get more. */
    readonly timeout?: number | undefined;
    /** Told before each wait, and of each request. */
    readonly logger?: {
        warn(message: string): void;
        trace?(exchange: Exchange): void;
    } | undefined;
}
export declare function createNetwork({ fetch: given, credentials, plainHttp, retry, timeout, logger, }?: NetworkOptions): Network;
