import { OciError } from './errors.ts';
import { type Answer, type Exchange, placeOf, type Request } from './exchange.ts';
import { isLoopback } from './host.ts';

const MOST_REDIRECTS = 5;

/** Sends a request and follows redirects; `Authorization` goes to the first origin only. */
export async function follow(exchange: Exchange, request: Request): Promise<Answer> {
  let answer = await exchange(request);
  const home = answer.url.origin;
  for (let hops = 0; isRedirect(answer); hops += 1) {
    const place = placeOf(answer.method, answer.url);
    if (hops === MOST_REDIRECTS) throw new OciError('invalid-response', `${place}: more than ${MOST_REDIRECTS} redirects`);
    const url = locationOf(answer);
    answer = await exchange({ ...request, url, authorization: url.origin === home ? request.authorization : undefined });
  }
  return answer;
}

/** 301 and 302 would turn an upload into a GET, so only 307 and 308 are followed with a body. */
function isRedirect({ method, status }: Answer): boolean {
  if (status === 307 || status === 308) return true;
  return (method === 'GET' || method === 'HEAD') && (status === 301 || status === 302 || status === 303);
}

/** The URL of an answer's `Location` header. */
export function locationOf(answer: Answer): URL {
  const location = answer.headers.get('location');
  if (location === null || !URL.canParse(location, answer.url.href)) {
    throw new OciError('invalid-response', `${placeOf(answer.method, answer.url)}: status ${answer.status} without a usable Location`);
  }
  return checkOnward(answer.url, onOwnOrigin(answer.url, new URL(location, answer.url)));
}

/**
 * A registry behind a proxy that ends TLS often names itself by `http:` or an inner port. The way that it was
 * reached by is the safe one to go on, so it takes the place of what the registry believes.
 */
export function onOwnOrigin(from: URL, to: URL): URL {
  const isDowngrade = from.protocol === 'https:' && to.protocol === 'http:' && to.hostname === from.hostname;
  if (!isDowngrade || to.username !== '' || to.password !== '') return to;
  return new URL(to.pathname + to.search, from);
}

/** Refuses to leave an encrypted connection, or this machine, for a plain one. */
export function checkOnward(from: URL, to: URL): URL {
  const secure = to.protocol === 'https:' || (to.protocol === 'http:' && isLoopback(to.hostname) && isLoopback(from.hostname));
  if (secure && to.username === '' && to.password === '') return to;
  throw new OciError(
    'unsafe-redirect',
    `${from.host} sends us on to ${to.protocol}//${to.host}, which is not followed: only https without a password in the URL is. ` +
      'A registry behind a proxy has to be told its public https URL',
  );
}
