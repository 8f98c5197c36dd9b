import { CodedError } from '../errors.js';
/** How a request can fail, and how what answers can be wrong: a closed list, so that callers can switch over it. */
export type HttpErrorCode = 'invalid-url' | 'invalid-proxy' | 'invalid-credentials' | 'unreachable' | 'timeout' | 'unsafe-redirect' | 'unauthorized' | 'forbidden' | 'not-found' | 'rate-limited' | 'server-error' | 'rejected' | 'invalid-response' | 'size-mismatch' | 'too-large';
/**
 * A request that did not get what it asked for, whoever was asked. The message holds no secret, and there is no `cause`:
 * the errors of `fetch` and of URL parsing quote whole URLs and headers, and loggers print causes.
 */
export declare class HttpError extends CodedError<HttpErrorCode> {
    readonly name = "HttpError";
    /** Whether the same may well succeed a moment later: the network's or the server's trouble, not a refusal. */
    readonly isTransient: boolean;
    /** How many milliseconds the server wants to be left alone, where it says so. */
    readonly after: number | undefined;
    constructor(code: HttpErrorCode, message: string, isTransient?: boolean, after?: number);
}
