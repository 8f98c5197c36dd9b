import type { Octokit } from '@octokit/rest';
import type { HttpResponse } from '../http/index.ts';
import type { Sent, Session } from './session.ts';

type Rest = Octokit['rest'];

/** How much a request may bring: no more than `limit` bytes, and about `expected`. */
export type Bounds = Pick<Sent, 'limit' | 'expected'>;

/**
 * GitHub's own client for its API, with what is ours below it: it writes the requests, the session sends them. It is
 * loaded with the first request. Its retry and throttling plugins repeat changes blindly, so it goes without.
 * Source: https://github.com/octokit/rest.js
 */
export function openOctokit(session: Session): (call: (rest: Rest) => Promise<unknown>) => Promise<HttpResponse> {
  let opened: Promise<Octokit> | undefined;
  return async (call) => {
    opened ??= load(session);
    const { rest } = await opened;
    // The hook below puts the whole answer where Octokit has parsed data.
    return ((await call(rest)) as { readonly data: HttpResponse }).data;
  };
}

async function load(session: Session): Promise<Octokit> {
  const { Octokit } = await import('@octokit/rest');
  const quiet = () => {};
  const octokit = new Octokit({
    baseUrl: session.api.href.replace(/\/$/, ''),
    userAgent: 'clusterstack',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  octokit.hook.wrap('request', async (_, options) => {
    const { method, url, headers, body } = octokit.request.endpoint.parse(options);
    const { limit, expected } = options.request as Bounds;
    const sent: Sent = {
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      ...(body !== undefined && { body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)) }),
      ...(limit !== undefined && { limit }),
      ...(expected !== undefined && { expected }),
    };
    const response = await session.send(method as 'GET', new URL(url), sent);
    return { status: response.status, url, headers: {}, data: response };
  });
  return octokit;
}
