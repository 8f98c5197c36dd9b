import type { Network } from './network.js';
import { type Peer } from './status-error.js';
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
/** @throws HttpError for everything but the file, an unchanged one, or none there */
export type DownloadFile = (url: URL, request: DownloadRequest) => Promise<Download>;
/**
 * Reads plain URLs (a Helm repository's index, a chart, a node image's checksum) with the same care as a registry:
 * bounded, redirected safely, tried again where that helps. A user and password in the URL are basic authentication for
 * its own origin, and go nowhere else.
 * @param peer who is asked
 */
export declare function createDownload(peer: Peer, network: Network): DownloadFile;
