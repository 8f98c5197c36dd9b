import type { Fetch } from '../../src/http/index.ts';

/** The fault of one request. */
export const FAULTS = ['drop-before', 'drop-after', 'status-500', 'status-429', 'status-401', 'cut-body', 'delay'] as const;
export type Fault = (typeof FAULTS)[number];

/** A `fetch` whose k-th request (from 1) goes wrong; `count()` tells how many there were. */
export function createFaultyFetch(real: Fetch, at: number, fault: Fault): { readonly fetch: Fetch; count(): number } {
  let count = 0;
  return {
    count: () => count,
    fetch: async (url, init) => {
      // The question whether a server on this machine speaks TLS is not a request to it.
      if (url.startsWith('https:')) return real(url, init);
      count++;
      return count === at ? inject(real, url, init, fault) : real(url, init);
    },
  };
}

async function inject(real: Fetch, url: string, init: RequestInit, fault: Fault): Promise<Response> {
  switch (fault) {
    case 'drop-before':
      throw broken();
    case 'drop-after':
      await (await real(url, init)).arrayBuffer();
      throw broken();
    case 'status-500':
      return new Response('{}', { status: 500 });
    case 'status-429':
      return new Response('{}', { status: 429, headers: { 'retry-after': '0' } });
    case 'status-401':
      return new Response('{}', { status: 401 });
    case 'cut-body':
      return cut(await real(url, init));
    case 'delay':
      return hang(init.signal);
  }
}

function broken(): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('socket'), { code: 'ECONNRESET' }) });
}

/** Half of the body, then the connection breaks. */
async function cut(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes.slice(0, bytes.length / 2));
      controller.error(broken());
    },
  });
  const { status, headers } = response;
  return new Response(status === 204 || status === 304 ? null : body, { status, headers });
}

function hang(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true });
  });
}
