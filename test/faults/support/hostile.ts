import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** How a server answers everything, quoting all that it was sent. */
export const ANSWERS = ['refuses', 'forbids', 'breaks'] as const;
export type AnswerKind = (typeof ANSWERS)[number];

const STATUS = { refuses: 401, forbids: 403, breaks: 500 } as const;

export interface HostileServer {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** How often it was sent credentials. */
  credentials(): number;
  close(): Promise<void>;
}

/** A registry, GitHub and proxy that tells everybody what it was told, as the errors of careless servers do. */
export async function startHostile(kind: AnswerKind): Promise<HostileServer> {
  let credentials = 0;
  const quote = ({ headers, url }: IncomingMessage): string => {
    const sent = headers.authorization ?? headers['proxy-authorization'] ?? '';
    if (sent !== '') credentials++;
    const decoded = Buffer.from(sent.replace(/^\w+ /, ''), 'base64')
      .toString()
      .replaceAll(/[^ -~]/g, '?');
    return `you sent ${sent}, which is ${decoded}, and ${decoded.replace(/^[^:]*:/, '')}, to ${url}`;
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const message = quote(request);
    const headers = { 'content-type': 'application/json', 'www-authenticate': `Basic realm="${message.replaceAll('"', '')}"` };
    const body = { message, errors: [{ code: 'DENIED', message, detail: message }] };
    // Credentials are sent to those only who ask for them.
    const status = request.headers.authorization === undefined ? STATUS.refuses : STATUS[kind];
    response.writeHead(status, headers).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    const message = quote(request);
    socket.on('error', () => {});
    socket.end(`HTTP/1.1 407 ${message.replace(/\s+/g, ' ')}\r\nx-said: ${message}\r\n\r\n${message}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: () => credentials,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
