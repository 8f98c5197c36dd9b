import { HttpError } from './error.ts';
import { isLoopback } from './host.ts';
import { describeRequest, type HttpRequest, type HttpResponse, type Send } from './send.ts';

const MOST_REDIRECTS = 5;

/** Sends a request and follows redirects; `Authorization` goes to the first origin only. */
export async function followRedirects(send: Send, request: HttpRequest): Promise<HttpResponse> {
  let response = await send(request);
  const home = response.url.origin;
  for (let hops = 0; isRedirect(response); hops += 1) {
    const place = describeRequest(response);
    if (hops === MOST_REDIRECTS) throw new HttpError('invalid-response', `${place}: more than ${MOST_REDIRECTS} redirects`);
    const url = locationOf(response);
    response = await send({ ...request, url, authorization: url.origin === home ? request.authorization : undefined });
  }
  return response;
}

/** 301 and 302 would turn an upload into a GET, so only 307 and 308 are followed with a body. */
function isRedirect({ method, status }: HttpResponse): boolean {
  if (status === 307 || status === 308) return true;
  return (method === 'GET' || method === 'HEAD') && (status === 301 || status === 302 || status === 303);
}

/** The URL of an answer's `Location` header. */
export function locationOf(response: HttpResponse): URL {
  const location = response.headers.get('location');
  if (location === null || !URL.canParse(location, response.url.href)) {
    throw new HttpError('invalid-response', `${describeRequest(response)}: status ${response.status} without a usable Location`);
  }
  return checkOnward(response.url, onOwnOrigin(response.url, new URL(location, response.url)));
}

/**
 * A server behind a proxy that ends TLS often names itself by `http:` or an inner port. The way that it was
 * reached by is the safe one to go on, so it takes the place of what the server believes.
 */
export function onOwnOrigin(from: URL, to: URL): URL {
  const isDowngrade = from.protocol === 'https:' && to.protocol === 'http:' && to.hostname === from.hostname;
  if (!isDowngrade || to.username !== '' || to.password !== '') return to;
  return new URL(to.pathname + to.search, from);
}

/** Refuses to leave an encrypted connection, or this machine, for a plain one; a plain one to the same place is no worse. */
export function checkOnward(from: URL, to: URL): URL {
  const isLocal = isLoopback(to.hostname) && isLoopback(from.hostname);
  const secure = to.protocol === 'https:' || (to.protocol === 'http:' && (isLocal || to.origin === from.origin));
  if (secure && to.username === '' && to.password === '') return to;
  throw new HttpError(
    'unsafe-redirect',
    `${from.host} sends us on to ${to.protocol}//${to.host}, which is not followed: only https without a password in the URL is. ` +
      'A server behind a proxy has to be told its public https URL',
  );
}
