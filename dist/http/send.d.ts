import type { Exchange } from '../logger.js';
import type { Fetch } from './fetch.js';
export interface HttpRequest {
    readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    readonly url: URL;
    readonly headers?: Readonly<Record<string, string>>;
    /** The whole `Authorization` header. Kept apart so that redirects can drop it. */
    readonly authorization?: string | undefined;
    readonly body?: Buffer | FileBody;
    /** Takes a good answer's body in place of `limit` and the response's `body`; called anew each time that the request is tried again. */
    readonly receive?: (chunks: AsyncIterable<Uint8Array>) => Promise<void>;
    /** Not tried again: whoever sends it has another way. */
    readonly isOptional?: boolean;
    /** Bytes of a good answer's body that are read at most. */
    readonly limit: number;
    /** Bytes that are known to come; a long body may take longer. */
    readonly expected?: number;
}
/** A body too large for memory. */
export interface FileBody {
    /** Bytes. */
    readonly length: number;
    /** Its bytes from the first on, as often as the request is sent. */
    readonly open: () => AsyncIterable<Uint8Array>;
}
export interface HttpResponse {
    readonly method: string;
    /** Where the answer is from; on loopback `http:` may have taken the place of `https:`. */
    readonly url: URL;
    readonly status: number;
    readonly headers: Headers;
    readonly body: Buffer;
    /** The body is longer than the limit: `body` is useless. */
    readonly truncated: boolean;
}
/** What requests go through; a part of a network. */
export interface Wire {
    readonly fetch: Fetch;
    /** Milliseconds since 1970. */
    readonly now: () => number;
    readonly trace: (exchange: Exchange) => void;
}
export type Send = (request: HttpRequest) => Promise<HttpResponse>;
/** Bytes of one file at most that is read whole, whatever size is stated: more than the largest chart or release file. */
export declare const LARGEST_FILE: number;
/** A request, named for messages: no query and no userinfo, which hold signatures and passwords. */
export declare function describeRequest({ method, url }: Pick<HttpRequest | HttpResponse, 'method' | 'url'>): string;
/**
 * One request and its whole answer, bounded in time and size. Every request goes through here; redirects,
 * logins and statuses are decided elsewhere.
 */
export declare function createSend(wire: Wire, timeout: number): Send;
