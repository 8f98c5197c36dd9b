import { type HttpRequest, type HttpResponse, type Network, type RetryPolicy } from '../http/index.js';
import { OciError } from './error.js';
import type { Reference } from './reference.js';
import { type Access } from './session.js';
export type Sent = Omit<HttpRequest, 'method' | 'url' | 'authorization' | 'limit'> & {
    readonly limit?: number;
};
/** One repository's API, logged in to when it asks for that. */
export interface Connection {
    /** `oci://host/repository` */
    readonly url: string;
    readonly registry: string;
    readonly repository: string;
    /** `https://host/v2/repository/` */
    readonly base: URL;
    readonly policy: RetryPolicy;
    readonly now: () => number;
    readonly call: (access: Access, method: HttpRequest['method'], path: string | URL, sent?: Sent) => Promise<HttpResponse>;
    /** The response, where it has one of the statuses; throws else. */
    readonly expect: (response: HttpResponse, ...statuses: readonly number[]) => HttpResponse;
    readonly redact: (text: string) => string;
}
/** Sends nothing yet. */
export declare function connect({ registry, repository }: Reference, network: Network): Connection;
/** The error for a name that cannot be given, since it is another manifest's. */
export declare function tagTaken(what: string): OciError;
