import { clean, OciError, type OciErrorCode } from './errors.ts';
import { type Answer, placeOf } from './exchange.ts';
import { isObject, parseJson } from './json.ts';
import { judgeAnswer } from './retry.ts';

/** Source: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes */
interface RegistryError {
  readonly code: string;
  readonly message: string;
}

/** The registry's own errors in an answer; empty when it names none. */
function errorsOf({ body }: Answer): readonly RegistryError[] {
  const json = parseJson(body);
  const errors = isObject(json) && Array.isArray(json['errors']) ? json['errors'] : [];
  return errors.filter(isObject).map(({ code, message }) => ({
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
  }));
}

/**
 * Whether an answer with status 404 is the registry's word that there is no such thing. A web page or a
 * server's own "404 page not found" is not: behind it there may be no registry at all.
 */
export function isRegistryNotFound(answer: Answer): boolean {
  return answer.status === 404 && (answer.body.length === 0 || parseJson(answer.body) !== undefined);
}

/** Whether a 404 says that the repository does not exist, rather than just that something was not found. */
export function isNoRepository(answer: Answer): boolean {
  return errorsOf(answer).some(({ code }) => /^(?:NAME_UNKNOWN|NAME_INVALID|NOT_FOUND|REPOSITORY_NOT_FOUND)$/i.test(code));
}

/** The error for an answer that is not what was asked for. */
export function problem(answer: Answer, redact: (text: string) => string): OciError {
  const [code, advice] = judge(answer);
  const message = `${placeOf(answer.method, answer.url)}: status ${answer.status}${said(answer, redact)}; ${advice}`;
  return new OciError(code, message, judgeAnswer(answer) !== undefined);
}

/** What the registry said, in parentheses, fit for a message. */
export function said(answer: Answer, redact: (text: string) => string): string {
  const words = errorsOf(answer)
    .slice(0, 3)
    .map(({ code, message }) => [code, message].filter((text) => text !== '').join(': '));
  const text = clean(redact(words.join(', ').slice(0, 4096)));
  return text === '' ? '' : ` (${text})`;
}

function judge(answer: Answer): readonly [OciErrorCode, string] {
  const { status } = answer;
  if (status === 401) return ['unauthorized', 'log in to the registry'];
  if (status === 403)
    return ['forbidden', 'access is denied; check that there are credentials for this registry, and what they may do in this repository'];
  if (status === 404 && !isRegistryNotFound(answer)) return ['invalid-response', 'this is not a registry; check host and repository'];
  if (status === 404) return ['not-found', 'check the repository, and whether it has to be created first'];
  if (status === 408) return ['timeout', 'try again'];
  if (status === 429) return ['rate-limited', retryAdvice(answer)];
  if (status >= 500) return ['server-error', 'the registry has a problem; try again later'];
  if (status >= 400) return ['rejected', 'the registry does not accept this request'];
  return ['invalid-response', 'this is not what a registry answers; check host and repository'];
}

function retryAdvice({ headers }: Answer): string {
  const seconds = /^\s*(\d{1,6})\s*$/.exec(headers.get('retry-after') ?? '')?.[1];
  return seconds === undefined ? 'too many requests; try again later' : `too many requests; try again in ${seconds} seconds`;
}
