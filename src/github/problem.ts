import { isObject } from '../data.ts';
import { describeRequest, HttpError, type HttpErrorCode, type HttpResponse, judgeResponse } from '../http/index.ts';
import { parseJson } from '../json.ts';
import { clipText } from '../text.ts';
import { judgeLimit } from './limits.ts';

/** GitHub's own words in an answer: its message and those of single errors; empty when there are none. */
export function wordsOf({ body }: HttpResponse): readonly string[] {
  const data = parseJson(body);
  if (!isObject(data)) return [];
  const errors = Array.isArray(data['errors']) ? data['errors'] : [];
  const details = errors.map((error: unknown) => {
    if (!isObject(error)) return typeof error === 'string' ? error : '';
    const { message, field, code } = error;
    return typeof message === 'string' ? message : [field, code].filter((part) => typeof part === 'string').join(' ');
  });
  return [data['message'], ...details].filter((text) => typeof text === 'string' && text !== '') as string[];
}

/** Whether an answer with status 422 names this error code. */
export function hasErrorCode({ status, body }: HttpResponse, code: string): boolean {
  const data = parseJson(body);
  const errors = isObject(data) && Array.isArray(data['errors']) ? data['errors'] : [];
  return status === 422 && errors.some((error: unknown) => isObject(error) && error['code'] === code);
}

/** GitHub's own words, in parentheses, fit for a message. */
export function said(response: HttpResponse, redact: (text: string) => string): string {
  const text = clipText(redact(wordsOf(response).slice(0, 6).join('; ').slice(0, 4096)), 400);
  return text === '' ? '' : ` (${text})`;
}

/** The error for an answer that is not what was asked for. */
export function problem(response: HttpResponse, slug: string, hasToken: boolean, redact: (text: string) => string): HttpError {
  const [code, advice] = judge(response, slug, hasToken);
  const message = `${describeRequest(response)}: status ${response.status}${said(response, redact)}; ${advice}`;
  // A limit was waited for as often and as long as it may be: who repeats the request would do so all over again.
  const isTransient = judgeLimit(response) === undefined && judgeResponse(response) !== undefined;
  return new HttpError(code, message, isTransient);
}

/** Source: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api */
function judge(response: HttpResponse, slug: string, hasToken: boolean): readonly [HttpErrorCode, string] {
  const { status, method } = response;
  const isWrite = method !== 'GET';
  const limit = judgeLimit(response);
  if (limit !== undefined) return ['rate-limited', `too many requests; try again ${describeWait(limit.after)}`];
  if (status === 401) return ['unauthorized', hasToken ? 'the token was refused: check that it is right and not expired' : NO_TOKEN];
  if (!hasToken && (status === 403 || status === 404)) return [status === 403 ? 'forbidden' : 'not-found', `check ${slug}; ${NO_TOKEN}`];
  if (status === 403) return ['forbidden', isWrite ? needsWrite(slug) : `the token may not read ${slug}`];
  if (status === 404) {
    if (wordsOf(response).length === 0) return ['invalid-response', 'this is not the API of GitHub; check the API URL'];
    return isWrite
      ? ['forbidden', `there is no ${slug}, or ${needsWrite(slug)}`]
      : ['not-found', `check ${slug}, and that the token may see it`];
  }
  if (status >= 300 && status < 400) return ['rejected', `${slug} has moved; name it by its new name`];
  if (status >= 500) return ['server-error', 'GitHub has a problem; try again later'];
  if (status === 422 && wordsOf(response).some((words) => words.includes('target_commitish'))) {
    return ['rejected', `${slug} does not have the commit: push it first`];
  }
  if (status === 422) return ['rejected', `GitHub does not accept this; check the rules for tags of ${slug}`];
  if (status >= 400) return ['rejected', 'GitHub does not accept this request'];
  return ['invalid-response', 'this is not what GitHub answers; check the API URL'];
}

function describeWait(milliseconds: number | undefined): string {
  return milliseconds === undefined ? 'later' : `in ${Math.ceil(milliseconds / 60_000)} min`;
}

const NO_TOKEN = 'no token was given: set GITHUB_TOKEN or GH_TOKEN';

/** GitHub answers 404 or 403, and names no permission. */
function needsWrite(slug: string): string {
  return (
    `the token lacks the permission "contents: write" for ${slug}; a commit that changes workflows also needs "workflows: write", ` +
    "which a workflow's own GITHUB_TOKEN never has: release a commit of the default branch"
  );
}
