import { type HttpResponse, type Send } from './send.js';
/** How transient failures are retried. All times are milliseconds. */
export interface RetryPolicy {
    /** Tries in all, the first included. */
    readonly attempts: number;
    /** The longest wait after the first failure; each further one may take twice as long. */
    readonly delay: number;
    /** No wait is longer, not even one that the server asks for: then its answer is the result. */
    readonly longest: number;
    readonly sleep: (milliseconds: number) => Promise<void>;
    /** Between 0 and 1: the part of the wait that is waited, so that many clients do not come back as one. */
    readonly random: () => number;
    /** Told before each wait. */
    readonly notify: (message: string) => void;
}
/** Five tries within about half a minute. */
export declare const DEFAULT_RETRY: RetryPolicy;
/** A transient failure, and how many milliseconds the server wants to be left alone. */
export interface Failure {
    readonly why: string;
    readonly after?: number | undefined;
}
/**
 * Repeats what failed for a moment: too many requests, trouble of the server, connections that break. All else, a refusal for
 * instance, is the result at once.
 */
export declare function retry<Result>(policy: RetryPolicy, action: () => Promise<Result>, judge?: (result: Result) => Failure | undefined): Promise<Result>;
/** Repeats requests that only read, or open what can be opened twice; a `PUT` is left to those who can look at what became of it. */
export declare function retrySend(send: Send, policy: RetryPolicy): Send;
/** Whether an answer may be another one soon, and when. */
export declare function judgeResponse(response: HttpResponse): Failure | undefined;
/** Seconds or a date. Source: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export declare function readRetryAfter({ headers }: HttpResponse): number | undefined;
