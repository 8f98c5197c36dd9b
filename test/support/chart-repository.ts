import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFile, sortTree } from '../../src/files/index.ts';
import { createNetwork } from '../../src/http/index.ts';
import { describe, formatManifest, MANIFEST_MEDIA_TYPE, openRegistry, parseReference } from '../../src/oci/index.ts';
import { packArchive } from '../../src/release/index.ts';

export interface ServedChart {
  readonly name: string;
  readonly version: string;
  readonly bytes: Buffer;
  /** The index's text, where it is not the truth. */
  readonly digest?: string;
  /** Relative to the repository unless given. */
  readonly url?: string;
  readonly appVersion?: string;
  readonly kubeVersion?: string;
}

/** A small chart, packed. */
export async function packChart(
  name: string,
  version: string,
  files: Readonly<Record<string, string>> = {},
): Promise<ServedChart & { readonly sha256: string }> {
  const content = { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\nappVersion: ${version}\n`, ...files };
  const tree = Object.entries(content).map(([path, text]) => createFile(`${name}/${path}`, Buffer.from(text)));
  const bytes = await packArchive(sortTree(tree));
  return { name, version, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Puts a chart below `host/path`, as `helm push` does. */
export async function pushChart(parent: string, { name, version, bytes }: ServedChart): Promise<void> {
  const store = openRegistry(parseReference(`${parent}/${name}`), createNetwork());
  const config = Buffer.from(JSON.stringify({ name, version, apiVersion: 'v2' }));
  const layer = describe('application/vnd.cncf.helm.chart.content.v1.tar+gzip', bytes);
  const configLayer = describe('application/vnd.cncf.helm.config.v1+json', config);
  await store.push(configLayer, config);
  await store.push(layer, bytes);
  const manifest = formatManifest({ schemaVersion: 2, mediaType: MANIFEST_MEDIA_TYPE, config: configLayer, layers: [layer] });
  await store.tag(manifest, version.replaceAll('+', '_'));
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
    for (const { version, bytes, digest, url, appVersion, kubeVersion } of charts.filter((chart) => chart.name === name)) {
      const sha256 = digest ?? createHash('sha256').update(bytes).digest('hex');
      out.push('  - apiVersion: v2', '    created: "2026-01-01T00:00:00Z"', '    description: |-', '      version: 0.0.0', '      - urls:');
      out.push(
        `    digest: ${sha256}`,
        `    name: ${name}`,
        '    urls:',
        `    - ${url ?? `${name}-${version}.tgz`}`,
        `    version: ${version}`,
        ...(appVersion === undefined ? [] : [`    appVersion: ${appVersion}`]),
        ...(kubeVersion === undefined ? [] : [`    kubeVersion: '${kubeVersion}'`]),
      );
    }
  }
  return `${out.join('\n')}\ngenerated: "2026-01-01T00:00:00Z"\n`;
}
