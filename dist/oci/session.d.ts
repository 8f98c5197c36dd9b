import { type HttpRequest, type HttpResponse, type Network, type Send } from '../http/index.js';
/** The right that a request needs in the repository; a token to push serves pulls as well, and one to mount also reads another repository. */
export type Access = 'pull' | 'push' | `mount:${string}`;
export interface Session {
    /** Sends a request to the registry's API, logs in when asked to, and follows redirects. */
    readonly send: (access: Access, request: HttpRequest) => Promise<HttpResponse>;
    readonly redact: (text: string) => string;
}
export interface SessionOptions {
    readonly registry: string;
    readonly repository: string;
    readonly transport: Send;
    readonly credentials: Network['credentials'];
    readonly now: () => number;
    /** Told where credentials go that are not the registry's own host. */
    readonly notify: (message: string) => void;
}
/** Logs in to one registry for one repository and remembers how. There is no ping: the first answer says what it wants. */
export declare function createSession({ registry, repository, transport, credentials, now, notify }: SessionOptions): Session;
