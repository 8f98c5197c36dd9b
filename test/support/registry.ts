import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Authentication, authorize, issueToken, type Tokens } from './registry-auth.ts';

export interface RecordedRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Buffer;
}

export interface RegistryTestOptions {
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly authentication?: Authentication;
  /** Where the answer to POST …/uploads/ points. */
  readonly location?: 'relative' | 'absolute' | ((id: string, url: string) => string);
  /** The base URL that blobs are redirected to: another registry, or any server that has them under the same path. */
  readonly blobsAt?: string;
  readonly pageSize?: number;
  /** The answer to a blob asked from another repository; with it, each repository has only the blobs that were brought into it. */
  readonly mounts?: number;
  /** Called first; returns true when it has answered. `count` is 1 for the first request. */
  readonly intercept?: (request: RecordedRequest, response: ServerResponse, count: number) => boolean | Promise<boolean>;
}

export interface TestRegistry {
  readonly url: string;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly requests: RecordedRequest[];
  /** By digest, whichever the repository. */
  readonly blobs: Map<string, Buffer>;
  /** By `repository:tag` and `repository@digest`. */
  readonly manifests: Map<string, { readonly mediaType: string; readonly bytes: Buffer }>;
  readonly tokens: Tokens;
  close(): Promise<void>;
}

const ROUTE = /^\/v2\/(.+)\/(blobs\/uploads\/|blobs|manifests|tags\/list)(?:\/?([^/]+))?$/;

/** A registry in this process that keeps everything in memory, records what it is asked, and misbehaves on demand. */
export async function startRegistry(options: RegistryTestOptions = {}): Promise<TestRegistry> {
  const requests: RecordedRequest[] = [];
  const blobs: TestRegistry['blobs'] = new Map();
  const manifests: TestRegistry['manifests'] = new Map();
  const tokens: Tokens = new Map();
  const uploads = new Set<string>();
  /** Where `mounts` is set: `repository@digest`. */
  const owned = new Set<string>();
  const has = (repository: string, digest: string) =>
    blobs.has(digest) && (options.mounts === undefined || owned.has(`${repository}@${digest}`));

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await record(incoming);
    requests.push(request);
    if ((await options.intercept?.(request, response, requests.length)) === true) return;
    const { pathname, searchParams } = new URL(request.path, url);
    if (pathname === '/token') return issueToken(options.authentication, request, response, tokens);
    const [, repository = '', kind = '', name = ''] = ROUTE.exec(pathname) ?? [];
    if (kind === '') return html(response);
    if (!authorize(options.authentication, request, response, repository, tokens, url)) return;

    if (request.method === 'POST' && searchParams.has('mount') && options.mounts !== undefined && options.mounts !== 202) {
      const digest = searchParams.get('mount') ?? '';
      if (options.mounts !== 201) return fail(response, options.mounts, 'DENIED');
      if (!has(searchParams.get('from') ?? '', digest)) return fail(response, 404, 'BLOB_UNKNOWN');
      owned.add(`${repository}@${digest}`);
      return void response.writeHead(201, { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest }).end();
    }
    if (request.method === 'DELETE' && kind === 'blobs/uploads/') return void response.writeHead(uploads.delete(name) ? 204 : 404).end();
    if (request.method === 'POST' && kind === 'blobs/uploads/') {
      const id = randomUUID();
      uploads.add(id);
      return void response.writeHead(202, { location: uploadLocation(repository, id) }).end();
    }
    if (request.method === 'PUT' && kind === 'blobs/uploads/') {
      const digest = searchParams.get('digest') ?? '';
      if (!uploads.delete(name)) return fail(response, 404, 'BLOB_UPLOAD_UNKNOWN');
      if (digest !== digestOf(request.body)) return fail(response, 400, 'DIGEST_INVALID');
      blobs.set(digest, request.body);
      owned.add(`${repository}@${digest}`);
      return void response.writeHead(201, { location: `/v2/${repository}/blobs/${digest}`, 'docker-content-digest': digest }).end();
    }
    if (kind === 'blobs') {
      const blob = has(repository, name) ? blobs.get(name) : undefined;
      if (blob === undefined && options.blobsAt === undefined) return fail(response, 404, 'BLOB_UNKNOWN');
      if (options.blobsAt !== undefined)
        return void response.writeHead(307, { location: `${options.blobsAt}${pathname}?signature=s3cr3t` }).end();
      return void response.writeHead(200, { 'content-length': blob?.length ?? 0 }).end(request.method === 'HEAD' ? undefined : blob);
    }
    if (kind === 'manifests')
      return request.method === 'PUT'
        ? putManifest(request, response, repository, name, incoming)
        : getManifest(response, repository, name);
    return listTags(response, repository, searchParams);
  }

  function putManifest(
    request: RecordedRequest,
    response: ServerResponse,
    repository: string,
    name: string,
    incoming: IncomingMessage,
  ): void {
    const mediaType = incoming.headers['content-type'] ?? '';
    const manifest = JSON.parse(request.body.toString('utf8')) as { config?: { digest: string }; layers?: { digest: string }[] };
    const missing = [manifest.config, ...(manifest.layers ?? [])].some((blob) => blob !== undefined && !has(repository, blob.digest));
    if (missing) return fail(response, 400, 'MANIFEST_BLOB_UNKNOWN');
    const digest = digestOf(request.body);
    manifests.set(`${repository}@${digest}`, { mediaType, bytes: request.body });
    if (!name.startsWith('sha256:')) manifests.set(`${repository}:${name}`, { mediaType, bytes: request.body });
    response.writeHead(201, { location: `/v2/${repository}/manifests/${digest}`, 'docker-content-digest': digest }).end();
  }

  function getManifest(response: ServerResponse, repository: string, name: string): void {
    const found = manifests.get(name.startsWith('sha256:') ? `${repository}@${name}` : `${repository}:${name}`);
    if (found === undefined) return fail(response, 404, 'MANIFEST_UNKNOWN');
    const headers = {
      'content-type': found.mediaType,
      'content-length': found.bytes.length,
      'docker-content-digest': digestOf(found.bytes),
    };
    response.writeHead(200, headers).end(found.bytes);
  }

  function listTags(response: ServerResponse, repository: string, query: URLSearchParams): void {
    const known = [...manifests.keys()].filter((key) => key.startsWith(`${repository}:`) || key.startsWith(`${repository}@`));
    if (known.length === 0) return fail(response, 404, 'NAME_UNKNOWN');
    const all = known
      .filter((key) => key.startsWith(`${repository}:`))
      .map((key) => key.slice(repository.length + 1))
      .sort();
    const size = Math.min(Number(query.get('n') ?? 1000), options.pageSize ?? 1000);
    const rest = all.filter((tag) => tag > (query.get('last') ?? ''));
    const tags = rest.slice(0, size);
    const link = rest.length > size ? { link: `</v2/${repository}/tags/list?n=${size}&last=${tags.at(-1)}>; rel="next"` } : {};
    response.writeHead(200, { 'content-type': 'application/json', ...link }).end(JSON.stringify({ name: repository, tags }));
  }

  function uploadLocation(repository: string, id: string): string {
    const path = `/v2/${repository}/blobs/uploads/${id}?_state=a%2Fb`;
    if (typeof options.location === 'function') return options.location(id, url);
    return options.location === 'absolute' ? url + path : path;
  }

  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    handle(incoming, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  };
  const server: Server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${options.tls === undefined ? 'http' : 'https'}://${host}`;
  return { url, host, requests, blobs, manifests, tokens, close: () => close(server) };
}

export function fail(response: ServerResponse, status: number, code: string, message = 'as told'): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ errors: [{ code, message }] }));
}

export function html(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Not found</body></html>');
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    authorization: incoming.headers.authorization,
    body: Buffer.concat(chunks),
  };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
