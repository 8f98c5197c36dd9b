import { HttpError } from './error.ts';
import { describeRequest, type HttpResponse, type Send } from './send.ts';

/** How transient failures are retried. All times are milliseconds. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** The longest wait after the first failure; each further one may take twice as long. */
  readonly delay: number;
  /** No wait is longer, not even one that the server asks for: then its answer is the result. */
  readonly longest: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Between 0 and 1: the part of the wait that is waited, so that many clients do not come back as one. */
  readonly random: () => number;
  /** Told before each wait. */
  readonly notify: (message: string) => void;
}

/** Five tries within about half a minute. */
export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 5,
  delay: 1000,
  longest: 60_000,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
  notify: () => {},
};

/** A transient failure, and how many milliseconds the server wants to be left alone. */
export interface Failure {
  readonly why: string;
  readonly after?: number | undefined;
}

/**
 * Repeats what failed for a moment: too many requests, trouble of the server, connections that break. All else, a refusal for
 * instance, is the result at once.
 */
export async function retry<Result>(
  policy: RetryPolicy,
  action: () => Promise<Result>,
  judge: (result: Result) => Failure | undefined = () => undefined,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    let failure: Failure | undefined;
    let outcome: () => Result;
    try {
      const result = await action();
      failure = judge(result);
      outcome = () => result;
    } catch (error) {
      failure = error instanceof HttpError && error.isTransient ? { why: error.message, after: error.after } : undefined;
      outcome = () => {
        throw error;
      };
    }
    const wait = failure && chooseWait(policy, attempt, failure);
    if (failure === undefined || wait === undefined) return outcome();
    policy.notify(`${failure.why}; trying again in ${Math.ceil(wait / 1000)} s (${attempt} of ${policy.attempts} tries failed)`);
    await policy.sleep(wait);
  }
}

function chooseWait({ attempts, delay, longest, random }: RetryPolicy, attempt: number, { after }: Failure): number | undefined {
  if (attempt >= attempts) return undefined;
  const backoff = Math.min(delay * 2 ** (attempt - 1), longest) * (0.5 + random() / 2);
  const wait = Math.max(after ?? 0, backoff);
  return wait > longest ? undefined : wait;
}

/** Repeats requests that only read, or open what can be opened twice; a `PUT` is left to those who can look at what became of it. */
export function retrySend(send: Send, policy: RetryPolicy): Send {
  return (request) => (request.method === 'PUT' || request.isOptional ? send(request) : retry(policy, () => send(request), judgeResponse));
}

/** Statuses that another try may change. */
const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether an answer may be another one soon, and when. */
export function judgeResponse(response: HttpResponse): Failure | undefined {
  if (!TRANSIENT.has(response.status)) return undefined;
  return { why: `${describeRequest(response)}: status ${response.status}`, after: readRetryAfter(response) };
}

/** Seconds or a date. Source: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function readRetryAfter({ headers }: HttpResponse): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  const now = Date.parse(headers.get('date') ?? '');
  // Without the server's own clock a date says nothing certain.
  return Number.isNaN(until) || Number.isNaN(now) ? undefined : Math.max(until - now, 0);
}
