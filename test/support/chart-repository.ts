import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedChart {
  readonly name: string;
  readonly version: string;
  readonly bytes: Buffer;
  /** What the index says, where it is not the truth. */
  readonly digest?: string;
  /** Relative to the repository unless given. */
  readonly url?: string;
}

export interface TestRepository {
  readonly url: string;
  /** `GET /index.yaml`, in their order. */
  readonly requests: string[];
  charts: readonly ServedChart[];
  /** Called first; returns true when it has answered. */
  intercept: ((path: string, response: ServerResponse, count: number) => boolean) | undefined;
  close(): Promise<void>;
}

/** A Helm repository on loopback, with an ETag for its index. */
export async function startRepository(charts: readonly ServedChart[]): Promise<TestRepository> {
  const repository = { charts, intercept: undefined, requests: [] as string[] } as unknown as TestRepository & { url: string };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    repository.requests.push(`${request.method} ${path}`);
    if (repository.intercept?.(path, response, repository.requests.length)) return;
    if (path === '/index.yaml') {
      const body = formatIndex(repository.charts);
      const etag = `"${createHash('sha256').update(body).digest('hex')}"`;
      if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(body);
      return;
    }
    const chart = repository.charts.find(({ name, version }) => path === `/${name}-${version}.tgz`);
    if (chart === undefined) response.writeHead(404).end('no such file');
    else response.writeHead(200, { 'content-length': chart.bytes.length }).end(chart.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  repository.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  repository.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return repository;
}

export function formatIndex(charts: readonly ServedChart[]): string {
  const out = ['apiVersion: v1', 'entries:'];
  for (const name of [...new Set(charts.map((chart) => chart.name))].sort()) {
    out.push(`  ${name}:`);
    for (const { version, bytes, digest, url } of charts.filter((chart) => chart.name === name)) {
      const sha256 = digest ?? createHash('sha256').update(bytes).digest('hex');
      out.push('  - apiVersion: v2', '    created: "2026-01-01T00:00:00Z"', '    description: |-', '      version: 0.0.0', '      - urls:');
      out.push(
        `    digest: ${sha256}`,
        `    name: ${name}`,
        '    urls:',
        `    - ${url ?? `${name}-${version}.tgz`}`,
        `    version: ${version}`,
      );
    }
  }
  return `${out.join('\n')}\ngenerated: "2026-01-01T00:00:00Z"\n`;
}
