/** The part of the global `fetch` that is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
export interface ProxyOptions {
    /** The proxy's URL for `http:` requests, and for `https:` ones where there is no other. */
    readonly httpProxy?: string | undefined;
    readonly httpsProxy?: string | undefined;
    /** Hosts that are reached directly, as in the variable NO_PROXY. */
    readonly noProxy?: string | undefined;
}
/** A `fetch` that goes through the proxies, except to this machine itself. Without proxies it is the global one. */
export declare function createFetch({ httpProxy, httpsProxy, noProxy }: ProxyOptions): Fetch;
