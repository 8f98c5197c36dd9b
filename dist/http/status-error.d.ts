import { HttpError } from './error.js';
import { type HttpResponse } from './send.js';
/** Who is asked, in the words of messages. */
export interface Peer {
    /** `registry` */
    readonly kind: string;
    /** Advice for when it wants a login or refuses one. */
    readonly unauthorized: string;
    /** Advice for when it denies access. */
    readonly forbidden: string;
    /** Advice for when it answers as no such peer does. */
    readonly check: string;
}
/** One of the errors that a server names. Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes */
export interface NamedError {
    readonly code: string;
    readonly message: string;
}
/** The errors that a JSON response names; Artifactory and others have them in this form for all that they serve. */
export declare function readNamedErrors({ body }: HttpResponse): readonly NamedError[];
/** Request, status, and what the server said of it in parentheses, fit for a message. */
export declare function describeStatus(response: HttpResponse, redact: (text: string) => string): string;
/** The error for a status that is not what was asked for. */
export declare function statusError(response: HttpResponse, peer: Peer, redact: (text: string) => string): HttpError;
/**
 * The error where a host that files are fetched from by a redirect turns us away; undefined for any other answer. Nobody logs in there,
 * so credentials are not to blame: a firewall or proxy may be, or a link that expired.
 * @param asked the host that was asked
 */
export declare function refusedElsewhere(response: HttpResponse, asked: string, redact: (text: string) => string): HttpError | undefined;
