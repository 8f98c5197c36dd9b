import { isObject } from '../data.ts';
import { parseJson } from '../json.ts';
import { clipText } from '../text.ts';
import { HttpError, type HttpErrorCode } from './error.ts';
import { judgeResponse } from './retry.ts';
import { describeRequest, type HttpResponse } from './send.ts';

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
export function readNamedErrors({ body }: HttpResponse): readonly NamedError[] {
  const json = parseJson(body);
  const errors = isObject(json) && Array.isArray(json['errors']) ? json['errors'] : [];
  return errors.filter(isObject).map(({ code, message }) => ({
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
  }));
}

/** Request, status, and what the server said of it in parentheses, fit for a message. */
export function describeStatus(response: HttpResponse, redact: (text: string) => string): string {
  const words = readNamedErrors(response)
    .slice(0, 3)
    .map(({ code, message }) => [code, message].filter((text) => text !== '').join(': '));
  const said = clipText(redact(words.join(', ').slice(0, 4096)));
  return `${describeRequest(response)}: status ${response.status}${said === '' ? '' : ` (${said})`}`;
}

/** The error for a status that is not what was asked for. */
export function statusError(response: HttpResponse, peer: Peer, redact: (text: string) => string): HttpError {
  const [code, advice] = judge(response, peer);
  const failure = judgeResponse(response);
  return new HttpError(code, `${describeStatus(response, redact)}; ${advice}`, failure !== undefined, failure?.after);
}

/**
 * The error where a host that files are fetched from by a redirect turns us away; undefined for any other answer. Nobody logs in there,
 * so credentials are not to blame: a firewall or proxy may be, or a link that expired.
 * @param asked the host that was asked
 */
export function refusedElsewhere(response: HttpResponse, asked: string, redact: (text: string) => string): HttpError | undefined {
  const { status, url } = response;
  if (url.host === asked || (status !== 401 && status !== 403)) return undefined;
  const advice = `${asked} sends downloads on to ${url.host}, without a log-in: check that the network lets it through, and run the same again`;
  return new HttpError(status === 401 ? 'unauthorized' : 'forbidden', `${describeStatus(response, redact)}; ${advice}`);
}

function judge({ status, headers }: HttpResponse, { kind, unauthorized, forbidden, check }: Peer): readonly [HttpErrorCode, string] {
  if (status === 401) return ['unauthorized', unauthorized];
  if (status === 403) return ['forbidden', forbidden];
  if (status === 408) return ['timeout', 'try again'];
  if (status === 429) return ['rate-limited', adviseWaiting(headers)];
  if (status >= 500) return ['server-error', `the ${kind} has a problem; try again later`];
  if (status >= 400) return ['rejected', `the ${kind} does not accept this request`];
  return ['invalid-response', `this is not what a ${kind} answers; ${check}`];
}

function adviseWaiting(headers: Headers): string {
  const seconds = /^\s*(\d{1,6})\s*$/.exec(headers.get('retry-after') ?? '')?.[1];
  return seconds === undefined ? 'too many requests; try again later' : `too many requests; try again in ${seconds} seconds`;
}
