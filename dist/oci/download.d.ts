import type { Fetch } from './fetch.js';
import { type RetryPolicy } from './retry.js';
export interface DownloadOptions {
    readonly fetch?: Fetch | undefined;
    readonly retry?: RetryPolicy | undefined;
    /** Milliseconds for one request; large bodies get more. */
    readonly timeout?: number | undefined;
}
export interface DownloadRequest {
    readonly method?: 'GET' | 'HEAD';
    readonly headers?: Readonly<Record<string, string>>;
    /** Bytes that are read at most. */
    readonly limit: number;
}
export interface Download {
    /** 200, 304, or 404. */
    readonly status: number;
    readonly headers: Headers;
    readonly body: Buffer;
}
export type DownloadFile = (url: URL, request: DownloadRequest) => Promise<Download>;
/**
 * Reads plain URLs (a Helm repository's index, a chart, a node image's checksum) with the same care as a registry:
 * bounded, redirected safely, tried again where that helps. A user and password in the URL are basic authentication for
 * its own origin, and go nowhere else.
 */
export declare function createDownload({ fetch: given, retry, timeout }?: DownloadOptions): DownloadFile;
