import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNodeImages } from '../src/compat/rules/node-images/examples.ts';
import { plan } from '../src/release.ts';
import type { Runtime } from '../src/request.ts';
import { describeWithHelm, SEARCH_PATH } from './support/helm-tool.ts';
import { type Overrides, writeStack } from './support/stack-builder.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const HASH = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

/** By path: the image's status, and what lies beside it. */
const IMAGES: Readonly<Record<string, { readonly status: number; readonly checksum?: string }>> = {
  '/bare': { status: 200 },
  '/good': { status: 200, checksum: `${HASH}  image.qcow2\n` },
  '/no-hash': { status: 200, checksum: 'not a hash\n' },
  '/gone': { status: 404 },
  '/forbidden': { status: 403 },
};

const requests: string[] = [];
const server = createServer(({ method, url = '' }, response) => {
  requests.push(`${method} ${url}`);
  const image = IMAGES[url.replace('.CHECKSUM', '')];
  const isChecksum = url.endsWith('.CHECKSUM');
  const status = isChecksum ? (image?.checksum === undefined ? 404 : 200) : (image?.status ?? 500);
  response.writeHead(status).end(isChecksum ? image?.checksum : undefined);
});
let origin: string;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

/** The verdicts on a stack's node images, and what the server was asked. */
async function judge(files: Overrides, runtime: Partial<Runtime> = {}, offline = false) {
  requests.length = 0;
  const root = temporaryDirectory();
  const request = { mode: { kind: 'stable' }, output: join(root, 'out'), targets: [`oci-layout:${root}/oci`], offline } as const;
  const stacks = [writeStack(join(root, 'stack'), files)];
  const { releases } = await plan({ ...request, stacks }, { today: '2026-11-22', retry: { attempts: 1 }, ...runtime });
  const findings = releases.flatMap((line) => line.findings).filter(({ code }) => code === 'node-image-exists');
  return { verdicts: findings.map(({ verdict }) => verdict), asked: [...requests] };
}

const listed = (path: string, server = origin): Overrides => ({
  'node-images.yaml': formatNodeImages('ubuntu-capi-image-v1.32.5', `${server}${path}`),
});

describe('a server of node images', () => {
  test.each<[path: string, verdict: string, asked: readonly string[]]>([
    ['/bare', 'ok', ['HEAD /bare', 'GET /bare.CHECKSUM']],
    ['/good', 'ok', ['HEAD /good', 'GET /good.CHECKSUM']],
    ['/gone', 'refuse', ['HEAD /gone']],
    ['/forbidden', 'unknown', ['HEAD /forbidden']],
  ])('%s: %s', async (path, verdict, asked) => {
    expect(await judge(listed(path))).toEqual({ verdicts: [verdict], asked });
  });

  test('is not asked with --offline, which is said', async () => {
    expect(await judge(listed('/gone'), {}, true)).toEqual({ verdicts: ['unknown'], asked: [] });
  });

  test('that does not answer: its image is not taken for missing', async () => {
    expect(await judge(listed('/gone', 'http://127.0.0.1:1'))).toEqual({ verdicts: ['unknown'], asked: [] });
  });
});

describeWithHelm('a hash in an object of the cluster class', () => {
  const image = (path: string, hash: string): Overrides => ({
    'cluster-class/templates/image.yaml': `apiVersion: openstack.k-orc.cloud/v1alpha1
kind: Image
metadata: {name: ubuntu-capi-image-v1.32.5}
spec: {resource: {content: {diskFormat: qcow2, download: {url: "${origin}${path}", hash: {algorithm: sha256, value: ${hash}}}}}}
`,
  });

  test.each([
    ['the same', '/good', HASH, 'ok'],
    ['another', '/good', OTHER, 'refuse'],
    ['nothing like a hash', '/no-hash', OTHER, 'ok'],
    ['nothing', '/bare', OTHER, 'ok'],
  ])('beside the image lies %s', async (_, path, hash, verdict) => {
    const judged = await judge(image(path, hash), { programs: SEARCH_PATH });
    expect(judged).toEqual({ verdicts: [verdict], asked: [`HEAD ${path}`, `GET ${path}.CHECKSUM`] });
  });
});
