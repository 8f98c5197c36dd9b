import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { askImages } from '../../src/facts/ask-images.ts';
import { startRepository } from '../support/chart-repository.ts';

const SHA256 = 'ab12'.repeat(16);
const RUNTIME = { today: '2026-11-23', retry: { sleep: async () => {} } };

type Answer = readonly [status: number, body?: string];

/** A server of files by path; an image has no content, as nobody may fetch it. */
async function serve(answers: Readonly<Record<string, Answer>>) {
  const server = await startRepository([]);
  onTestFinished(() => server.close());
  server.intercept = (path: string, response: ServerResponse) => {
    const [status, body] = answers[path] ?? [404, 'no such file'];
    response.writeHead(status).end(body);
    return true;
  };
  return server;
}

test.each<[string, Answer, string | undefined]>([
  ['the hash alone', [200, SHA256], SHA256],
  ['the hash and the name, as sha256sum writes it', [200, `${SHA256}  node.qcow2\n`], SHA256],
  ['text without a hash', [200, 'node.qcow2\n'], undefined],
  ['a hash of another algorithm', [200, `${SHA256}${SHA256}  node.qcow2\n`], undefined],
  ['no such file, with a page that has a hash', [404, SHA256], undefined],
])('the checksum of an image: %s', async (_, answer, checksum) => {
  const { url, requests } = await serve({ '/node.qcow2': [200], '/node.qcow2.CHECKSUM': answer });
  const image = `${url}/node.qcow2`;
  expect(await askImages([image], RUNTIME)).toStrictEqual([{ url: image, kind: 'found', ...(checksum && { checksum }) }]);
  expect(requests).toEqual(['HEAD /node.qcow2', 'GET /node.qcow2.CHECKSUM']);
});

test('each image has its own answer, in their order', async () => {
  const { url, requests } = await serve({
    '/here.img': [200],
    '/here.img.CHECKSUM': [200, SHA256],
    '/private.img': [401],
    '/denied.img': [403],
    '/odd.img': [206],
    '/endless.img': [200],
    '/endless.img.CHECKSUM': [200, 'a'.repeat(64 * 1024 + 1)],
  });
  const names = ['gone.img', 'here.img', 'private.img', 'denied.img', 'odd.img', 'endless.img'];
  const images = names.map((name) => `${url}/${name}`);
  const unreachable = (name: string, message: string) => ({
    url: `${url}/${name}`,
    kind: 'unreachable',
    message: expect.stringContaining(message),
  });
  expect(await askImages(images, RUNTIME)).toStrictEqual([
    { url: `${url}/gone.img`, kind: 'missing' },
    { url: `${url}/here.img`, kind: 'found', checksum: SHA256 },
    unreachable('private.img', 'status 401; the server of the node image wants a login'),
    unreachable('denied.img', 'status 403; the server of the node image denies access'),
    unreachable('odd.img', 'not what a server of the node image answers; check the URL of the node image'),
    unreachable('endless.img', 'more than 65536 bytes'),
  ]);
  expect(requests).not.toContain('GET /gone.img.CHECKSUM');
});

test.each([
  ['three times', {}, 3],
  ['as often as the run says', { attempts: 2 }, 2],
])('a server with a problem is asked %s', async (_, retry, times) => {
  const { url, requests } = await serve({ '/node.img': [503] });
  const answers = await askImages([`${url}/node.img`], { ...RUNTIME, retry: { ...RUNTIME.retry, ...retry } });
  expect(answers.map(({ kind }) => kind)).toEqual(['unreachable']);
  expect(requests).toEqual(Array(times).fill('HEAD /node.img'));
});

test('nothing is asked where there are no images', async () => {
  expect(await askImages([], RUNTIME)).toEqual([]);
});
