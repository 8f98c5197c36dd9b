import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { CHARTS } from './needs.ts';
import { listenOnLoopback } from './server.ts';

export interface ChartRepository {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves ../shared/charts, which is a Helm repository, over loopback. */
export async function serveCharts(): Promise<ChartRepository> {
  const server = createServer((request, response) => {
    const file = createReadStream(join(CHARTS, basename(request.url ?? '')));
    file.on('error', () => response.writeHead(404).end());
    file.on('open', () => file.pipe(response));
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
