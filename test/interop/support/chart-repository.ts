import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { findArchive } from './charts.ts';
import { CHARTS } from './needs.ts';
import { listenOnLoopback } from './server.ts';

export interface ChartRepository {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves ../shared/charts, which is a Helm repository, over loopback; `all` adds the charts that were packed again. */
export async function serveCharts({ all = false }: { readonly all?: boolean } = {}): Promise<ChartRepository> {
  const index = all ? mergeIndexes() : readFileSync(join(CHARTS, 'index.yaml'));
  const server = createServer((request, response) => {
    const name = basename(request.url ?? '');
    if (name === 'index.yaml') {
      response.end(index);
      return;
    }
    const file = createReadStream(findArchive(basename(name, '.tgz')));
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

interface Index {
  readonly entries: Readonly<Record<string, readonly unknown[]>>;
}

function mergeIndexes(): string {
  const [official, rebuilt] = ['index.yaml', 'rebuilt/index.yaml'].map((path): Index => parse(readFileSync(join(CHARTS, path), 'utf8')));
  const names = [...new Set([official, rebuilt].flatMap((index) => Object.keys(index?.entries ?? {})))];
  const entries = names.map((name) => [name, [...(rebuilt?.entries[name] ?? []), ...(official?.entries[name] ?? [])]]);
  return stringify({ ...official, entries: Object.fromEntries(entries) });
}
