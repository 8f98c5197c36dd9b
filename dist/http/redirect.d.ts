import { type HttpRequest, type HttpResponse, type Send } from './send.js';
/** Sends a request and follows redirects; `Authorization` goes to the first origin only. */
export declare function followRedirects(send: Send, request: HttpRequest): Promise<HttpResponse>;
/** The URL of an answer's `Location` header. */
export declare function locationOf(response: HttpResponse): URL;
/**
 * A server behind a proxy that ends TLS often names itself by `http:` or an inner port. The way that it was
 * reached by is the safe one to go on, so it takes the place of what the server believes.
 */
export declare function onOwnOrigin(from: URL, to: URL): URL;
/** Refuses to leave an encrypted connection, or this machine, for a plain one; a plain one to the same place is no worse. */
export declare function checkOnward(from: URL, to: URL): URL;
