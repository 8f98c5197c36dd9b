/** Everything that can go wrong here; a closed list, so that callers can switch over it. */
export type OciErrorCode = 'invalid-reference' | 'invalid-digest' | 'invalid-manifest' | 'invalid-credentials' | 'invalid-layout' | 'invalid-proxy' | 'file-error' | 'invalid-response' | 'unauthorized' | 'forbidden' | 'not-found' | 'unreachable' | 'timeout' | 'rate-limited' | 'server-error' | 'rejected' | 'digest-mismatch' | 'size-mismatch' | 'too-large' | 'tag-taken' | 'unsafe-redirect' | 'layout-locked';
/**
 * The one error of this folder. Its message holds no secret, and it has no `cause`: the errors of
 * `fetch` and of URL parsing quote whole URLs and headers, and loggers print causes.
 */
export declare class OciError extends Error {
    readonly code: OciErrorCode;
    /** Whether the same may well succeed a moment later: the network's or the server's trouble, not a refusal. */
    readonly mayPass: boolean;
    constructor(code: OciErrorCode, message: string, mayPass?: boolean);
}
/** Whether this is an error of Node's with one of these codes. */
export declare function hasCode(error: unknown, ...codes: readonly string[]): boolean;
/** Foreign text made fit for a message: one line, printable, bounded. */
export declare function clean(text: string, limit?: number): string;
