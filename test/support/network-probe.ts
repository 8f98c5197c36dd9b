/** A process that reads one thing and says what became of it, how long it took and how much memory. */
import { openRepository as openGitHub } from '../../src/github/index.ts';
import { createNetwork } from '../../src/http/index.ts';
import { openRegistry, parseReference } from '../../src/oci/index.ts';
import { parseIndex } from '../../src/repository/index.ts';
import { readPeakMemory } from './peak-memory.ts';

const MiB = 1024 * 1024;
const network = createNetwork({ retry: { attempts: 1 } });
const list = (entries: string) => `apiVersion: v1\nentries:\n  x:\n${entries}`;

const INDEXES: Readonly<Record<string, () => string>> = {
  'blank lines before the entries': () => `apiVersion: v1\n${'\n'.repeat(25 * MiB)}entries:\n  x:\n  - version: 1.0.0\n    urls: [a]\n`,
  'blank lines below the entries': () => `apiVersion: v1\nentries:\n${'\n'.repeat(25 * MiB)}  x:\n  - version: 1.0.0\n    urls: [a]\n`,
  'blank lines below the chart': () => list(`${'\n'.repeat(25 * MiB)}  - version: 1.0.0\n    urls: [a]\n`),
  'lines of blanks below the chart': () => list(`${'   \n'.repeat(6 * MiB)}  - version: 1.0.0\n    urls: [a]\n`),
  'millions of tiny entries': () => list('  - {}\n'.repeat(4 * MiB)),
  'as many entries as are read': () => list('  - version: 1.0.0\n    urls: [a]\n'.repeat(10_000)),
  'one entry of 25 MB': () => list(`  - version: 1.0.0\n    description: ${'x'.repeat(25 * MiB)}\n    urls: [a]\n`),
  'one line of 25 MB that is read': () => list(`  - version: 1.0.0\n    urls: [${'a,'.repeat(12 * MiB)}]\n`),
  'as much YAML as is read whole': () => `entries:\n  x: [\n${'    {version: 1.0.0, urls: [a]},\n'.repeat(30_000)}  ]\n`,
  'millions of other charts': () => `apiVersion: v1\nentries:\n${'  a:\n  - {}\n'.repeat(2 * MiB)}`,
  'JSON nested without end': () => `{"entries":{"x":${'['.repeat(25 * MiB)}`,
  'JSON of millions of values': () => `{"entries":{"x":[${'{},'.repeat(8 * MiB)}{}]}}`,
};

const store = (host: string) => openRegistry(parseReference(`${host}/a`), network);
const github = (apiUrl: string) => openGitHub({ owner: 'o', repository: 'r' }, { apiUrl, token: undefined, network });
const asset = (size: number) => ({ id: 1, name: 'a.tgz', isUploaded: true, size });

const ACTIONS: Readonly<Record<string, (at: string, more: string) => unknown>> = {
  index: (name) => parseIndex(INDEXES[name]?.() ?? '', 'x', 'https://charts.example.com')?.length,
  blob: (host, size) => store(host).fetch({ mediaType: 'text/plain', digest: `sha256:${'a'.repeat(64)}`, size: Number(size) }),
  manifest: async (host) => (await store(host).resolve('v1'))?.manifest.layers.length,
  tags: async (host) => (await store(host).tags())?.length,
  asset: (url, size) => github(url).download(asset(Number(size))),
  releases: async (url) => (await github(url).releases()).length,
};

const [kind = '', at = '', more = ''] = process.argv.slice(2);
const start = performance.now();
let said: string;
try {
  said = String(await ACTIONS[kind]?.(at, more));
} catch (error) {
  said = error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ said, seconds, memory: readPeakMemory('self') / MiB }));
process.exit();
