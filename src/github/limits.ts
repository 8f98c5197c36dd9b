import { type Answer, type Failure, judgeAnswer, placeOf, readRetryAfter } from '../oci/index.ts';

/** GitHub's advice where it names no time. */
const SECONDARY_WAIT = 60_000;

/**
 * Whether GitHub did nothing because it was asked too much or too fast, and when to come back.
 * Source: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function judgeLimit(answer: Answer): Failure | undefined {
  const { status, headers, body } = answer;
  if (status !== 403 && status !== 429) return undefined;
  const why = `${placeOf(answer.method, answer.url)}: status ${status}, a rate limit`;
  const after = readRetryAfter(answer);
  if (after !== undefined) return { why, after };
  if (headers.get('x-ratelimit-remaining')?.trim() === '0') return { why, after: readReset(headers) };
  if (/secondary rate limit/i.test(body.toString('utf8'))) return { why, after: SECONDARY_WAIT };
  return status === 429 ? { why } : undefined;
}

/** For requests that may be repeated whatever became of them. */
export function judgeRead(answer: Answer): Failure | undefined {
  return judgeLimit(answer) ?? judgeAnswer(answer);
}

/** Seconds since 1970 by the server's clock. */
function readReset(headers: Headers): number {
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000;
  const now = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(reset) || Number.isNaN(now) ? SECONDARY_WAIT : Math.max(reset - now, 1000);
}
