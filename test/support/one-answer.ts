import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server that gives one answer to all requests, until the test ends. */
export async function serveOne(answer: (response: ServerResponse) => void): Promise<{ readonly host: string }> {
  const server = createServer((_, response) => {
    response.on('error', () => {});
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => (server.closeAllConnections(), void server.close()));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}
