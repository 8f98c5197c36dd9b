import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJson } from '../../../src/json.ts';
import { description } from './openapi.ts';
import { type Behaviour, createRoutes, NOT_FOUND, type Reply } from './routes.ts';
import { createRepository, type FakeRepository } from './state.ts';

export interface FakeRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly host: 'api' | 'uploads' | 'storage';
  readonly authorization: string | undefined;
}

export interface FakeGitHubOptions extends Behaviour {
  /** The token's permissions. */
  readonly permission?: 'write' | 'read';
  /** Called first; a reply that it returns is the answer. `count` is 1 for the first request. */
  readonly intercept?: (request: FakeRequest, count: number) => Reply | undefined | Promise<Reply | undefined>;
}

export interface FakeGitHub {
  readonly apiUrl: string;
  readonly token: string;
  readonly repository: FakeRepository;
  readonly requests: FakeRequest[];
  /** Requests that broke GitHub's own description, or that must never happen: a token where it does not belong. Empty in a good run. */
  readonly violations: string[];
  /** Changes to releases that were published already. Empty in a good run. */
  readonly touched: string[];
  close(): Promise<void>;
}

export const SLUG = { owner: 'owner', repository: 'stacks' };
const TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * A GitHub in this process, on three ports as GitHub has three hosts: API, uploads, and the storage that downloads are
 * redirected to. Requests and answers alike are held against GitHub's own description.
 */
export async function startGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const repository = createRepository();
  const requests: FakeRequest[] = [];
  const violations: string[] = [];
  const touched: string[] = [];
  const servers: Server[] = [];
  const open = async (host: FakeRequest['host']): Promise<string> => {
    const server = createServer((incoming, response) => {
      handle(host, incoming, response).catch((error: unknown) => {
        violations.push(String(error));
        response.destroy();
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const [api, uploads, storage] = [await open('api'), await open('uploads'), await open('storage')];
  const routes = createRoutes(repository, { api, uploads, ...SLUG }, storage, options, touched);

  async function handle(host: FakeRequest['host'], incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await readBytes(incoming);
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, host, authorization: headers.authorization };
    requests.push(request);
    const given = await options.intercept?.(request, requests.length);
    const reply = given ?? (host === 'storage' ? serve(request) : answer(request, headers, bytes));
    const body = Buffer.isBuffer(reply.body) ? reply.body : reply.body === undefined ? undefined : JSON.stringify(reply.body);
    response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', ...reply.headers }).end(body);
  }

  /** The bytes of an asset, for whoever has the signed URL. */
  function serve({ path, authorization }: FakeRequest): Reply {
    if (authorization !== undefined) violations.push('the token was sent to the storage');
    const { pathname, searchParams } = new URL(path, storage);
    const assets = repository.releases.flatMap((release) => release.assets);
    const asset = assets.find(({ id }) => `/${id}` === pathname);
    if (asset === undefined || searchParams.get('signature') !== 's3cr3t') return NOT_FOUND;
    return { status: 200, body: asset.bytes, headers: { 'content-type': 'application/octet-stream' } };
  }

  function answer({ method, path, host, authorization }: FakeRequest, headers: IncomingMessage['headers'], bytes: Buffer): Reply {
    const { pathname, searchParams } = new URL(path, api);
    const operation = description.match(method, pathname);
    if (operation === undefined) return complain(`there is no ${method} ${pathname}`);
    if ((operation.id === 'repos/upload-release-asset') !== (host === 'uploads')) return complain(`${operation.id} at ${host}`);
    const mediaType = headers['content-type'] ?? '';
    const isJson = mediaType.split(';')[0] === 'application/json';
    const body = bytes.length === 0 && host === 'api' ? undefined : isJson ? parseJson(bytes.toString()) : bytes;
    const flaw = operation.checkRequest(searchParams, body);
    if (flaw !== undefined) return complain(`${operation.id}: ${flaw}`);
    if (headers['user-agent'] === undefined) return complain(`${operation.id}: without user-agent`);
    const { owner, repo } = operation.values;
    const permission = authorization === undefined ? 'public' : (options.permission ?? 'write');
    const reply =
      refuse(method, authorization, permission) ??
      (owner === SLUG.owner && repo === SLUG.repository
        ? routes[operation.id]?.({
            operation: operation.id,
            values: operation.values,
            query: searchParams,
            body,
            mediaType,
            accept: headers.accept ?? '',
            mayWrite: permission === 'write',
          })
        : NOT_FOUND);
    if (reply === undefined) return complain(`no route for ${operation.id}`);
    const lie = operation.checkAnswer(reply.status, reply.body);
    if (lie !== undefined) violations.push(`${operation.id}: ${lie}`);
    return reply;
  }

  function complain(violation: string): Reply {
    violations.push(violation);
    return { status: 400, body: { message: violation } };
  }

  return {
    apiUrl: api,
    token: TOKEN,
    repository,
    requests,
    violations,
    touched,
    close: async () => void (await Promise.all(servers.map(stop))),
  };
}

function refuse(method: string, authorization: string | undefined, permission: 'write' | 'read' | 'public'): Reply | undefined {
  if (authorization !== undefined && authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { message: 'Bad credentials' } };
  if (method === 'GET' || permission === 'write') return undefined;
  if (permission === 'public') return { status: 401, body: { message: 'Requires authentication' } };
  return { status: 403, body: { message: 'Resource not accessible by integration' } };
}

async function readBytes(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
