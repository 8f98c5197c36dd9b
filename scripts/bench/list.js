// Listing a registry with many tags, whose server answers at once: cold, and with what was read before.
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { CLI, folder, measure, run, runBeside, STACK } from './machine.js';
import { add, ms, ratio, section } from './table.js';

const TAGS = 1000;
const PAGE = 100;

export async function benchList() {
  section('listing');
  const cache = join(folder, 'list-cache');
  const { tags, manifest, blobs } = makeRepository();
  let requests = 0;
  const server = createServer((incoming, response) => {
    requests++;
    answer(new URL(incoming.url, 'http://localhost'), response, tags, manifest, blobs);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const host = `127.0.0.1:${server.address().port}`;
    const list = async (...more) => {
      requests = 0;
      const args = [CLI, 'list', `oci://${host}/bench`, '--plain-http', host, '--quiet', ...more];
      await runBeside(process.execPath, args, { CLUSTERSTACK_CACHE: cache });
      return requests;
    };
    const counts = {};
    const times = await measure(
      {
        empty: () => run(process.execPath, ['-e', '0']),
        cold: async () => {
          rmSync(cache, { recursive: true, force: true });
          counts.cold = await list();
        },
        warm: async () => {
          counts.warm = await list();
        },
        names: async () => {
          counts.names = await list('--format', 'name');
        },
      },
      { warmUps: 1, runs: 5 },
    );
    const row = (name, key, goal) =>
      add(name, ms(times[key]), `${ratio(times[key], times.empty, 'node -e 0')}, ${counts[key]} requests`, goal);
    row(`${TAGS} releases, for the first time`, 'cold', `${TAGS + 12} requests or less`);
    row('  again', 'warm', '12 requests or less');
    row('  names alone', 'names', '12 requests or less');
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** One release under many tags. */
function makeRepository() {
  const output = join(folder, 'listed');
  run(process.execPath, [CLI, 'release', STACK, '--output', output]);
  const layout = join(output, 'oci');
  const readBlob = (digest) => readFileSync(join(layout, 'blobs/sha256', digest.slice('sha256:'.length)));
  const [entry] = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')).manifests;
  const line = entry.annotations['org.opencontainers.image.ref.name'].replace(/-v1$/, '');
  const tags = Array.from({ length: TAGS }, (_, index) => `${line}-v${index + 1}`).sort();
  return { tags, manifest: { mediaType: entry.mediaType, bytes: readBlob(entry.digest) }, blobs: readBlob };
}

function answer({ pathname, searchParams }, response, tags, manifest, blobs) {
  if (pathname.endsWith('/tags/list')) {
    const rest = tags.filter((tag) => tag > (searchParams.get('last') ?? ''));
    const page = rest.slice(0, PAGE);
    const link = rest.length > PAGE ? { link: `<${pathname}?n=${PAGE}&last=${page.at(-1)}>; rel="next"` } : {};
    response.writeHead(200, { 'content-type': 'application/json', ...link }).end(JSON.stringify({ name: 'bench', tags: page }));
    return;
  }
  const [, digest] = /\/blobs\/(sha256:[0-9a-f]{64})$/.exec(pathname) ?? [];
  if (digest !== undefined) response.end(blobs(digest));
  else response.writeHead(200, { 'content-type': manifest.mediaType }).end(manifest.bytes);
}
