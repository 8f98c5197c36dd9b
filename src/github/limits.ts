import { describeRequest, type Failure, type HttpResponse, judgeResponse, readRetryAfter } from '../http/index.ts';

/** GitHub's advice where it names no time. */
const SECONDARY_WAIT = 60_000;

/**
 * Whether GitHub did nothing because it was asked too much or too fast, and when to come back.
 * Source: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function judgeLimit(response: HttpResponse): Failure | undefined {
  const { status, headers, body } = response;
  if (status !== 403 && status !== 429) return undefined;
  const why = `${describeRequest(response)}: status ${status}, a rate limit`;
  const after = readRetryAfter(response);
  if (after !== undefined) return { why, after };
  if (headers.get('x-ratelimit-remaining')?.trim() === '0') return { why, after: readReset(headers) };
  if (/secondary rate limit/i.test(body.toString('utf8'))) return { why, after: SECONDARY_WAIT };
  return status === 429 ? { why } : undefined;
}

/** For requests that may be repeated whatever became of them. */
export function judgeRead(response: HttpResponse): Failure | undefined {
  return judgeLimit(response) ?? judgeResponse(response);
}

/** Seconds since 1970 by the server's clock. */
function readReset(headers: Headers): number {
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000;
  const now = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(reset) || Number.isNaN(now) ? SECONDARY_WAIT : Math.max(reset - now, 1000);
}
