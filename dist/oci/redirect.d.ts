import { type Answer, type Exchange, type Request } from './exchange.js';
/** Sends a request and follows redirects; `Authorization` goes to the first origin only. */
export declare function follow(exchange: Exchange, request: Request): Promise<Answer>;
/** The URL of an answer's `Location` header. */
export declare function locationOf(answer: Answer): URL;
/**
 * A registry behind a proxy that ends TLS often names itself by `http:` or an inner port. The way that it was
 * reached by is the safe one to go on, so it takes the place of what the registry believes.
 */
export declare function onOwnOrigin(from: URL, to: URL): URL;
/** Refuses to leave an encrypted connection, or this machine, for a plain one. */
export declare function checkOnward(from: URL, to: URL): URL;
