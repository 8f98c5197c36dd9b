import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { listenOnLoopback } from './server.ts';

export interface ConnectProxy {
  readonly url: string;
  /** What was asked for with CONNECT, `host:port` each. */
  readonly connections: string[];
  close(): Promise<void>;
}

/** An HTTP proxy that tunnels every host to the loopback interface: a name that no resolver knows works through it. */
export async function startProxy(): Promise<ConnectProxy> {
  const connections: string[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer((_, response) => response.writeHead(501).end());
  server.on('connect', (request, client: Duplex) => {
    const host = request.url ?? '';
    connections.push(host);
    const upstream = connect(Number(host.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {
        client.destroy();
        upstream.destroy();
      });
      socket.on('close', () => sockets.delete(socket));
    }
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
