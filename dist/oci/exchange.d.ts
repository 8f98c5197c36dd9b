import type { Fetch } from './fetch.js';
export interface Request {
    readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    readonly url: URL;
    readonly headers?: Readonly<Record<string, string>>;
    /** The whole `Authorization` header. Kept apart so that redirects can drop it. */
    readonly authorization?: string | undefined;
    readonly body?: Buffer;
    /** Bytes of a good answer's body that are read at most. */
    readonly limit: number;
    /** Bytes that are known to come; a long body may take longer. */
    readonly expected?: number;
}
export interface Answer {
    readonly method: string;
    /** Where the answer is from; on loopback `http:` may have taken the place of `https:`. */
    readonly url: URL;
    readonly status: number;
    readonly headers: Headers;
    readonly body: Buffer;
    /** The body is longer than the limit: `body` is useless. */
    readonly truncated: boolean;
}
export type Exchange = (request: Request) => Promise<Answer>;
/** What to call a request in messages: no query and no userinfo, which hold signatures and passwords. */
export declare function placeOf(method: string, url: URL): string;
/**
 * One request and its whole answer, bounded in time and size. Every request goes through here; redirects,
 * log-ins and statuses are others' business.
 */
export declare function createExchange(fetch: Fetch, timeout: number): Exchange;
