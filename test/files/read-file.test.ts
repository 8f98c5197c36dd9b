import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type FileRead, readFile, readNamedFile } from '../../src/files/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const LIMIT = 100_000;
const brief = (read: FileRead) => (read.kind === 'read' ? read.bytes.toString().slice(0, 20) : read.kind);
const isLinux = existsSync('/proc/self/maps');

/** Things that can stand in a file's place, by name; each returns the path. */
const PLACES: Readonly<Record<string, (folder: string) => string>> = {
  file: (folder) => write(folder, 'text'),
  empty: (folder) => write(folder, ''),
  'at the limit': (folder) => write(folder, 'x'.repeat(LIMIT)),
  'above the limit': (folder) => write(folder, 'x'.repeat(LIMIT + 1)),
  'huge and sparse': (folder) => {
    const path = write(folder, '');
    truncateSync(path, 2 ** 40);
    return path;
  },
  missing: (folder) => join(folder, 'none'),
  'below a file': (folder) => join(write(folder, 'text'), 'none'),
  folder: (folder) => folder,
  FIFO: (folder) => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    return join(folder, 'pipe');
  },
  device: () => '/dev/zero',
  'link to a file': (folder) => link(folder, write(folder, 'text')),
  'link to a device': (folder) => link(folder, '/dev/zero'),
  'dangling link': (folder) => link(folder, 'nowhere'),
  'link to itself': (folder) => link(folder, 'link'),
};

function write(folder: string, text: string): string {
  writeFileSync(join(folder, 'file'), text);
  return join(folder, 'file');
}

function link(folder: string, target: string): string {
  symlinkSync(target, join(folder, 'link'));
  return join(folder, 'link');
}

describe('readFile', () => {
  test.each<[place: keyof typeof PLACES, refusing: string, following: string]>([
    ['file', 'text', 'text'],
    ['empty', '', ''],
    ['at the limit', 'x'.repeat(20), 'x'.repeat(20)],
    ['above the limit', 'too-large', 'too-large'],
    ['huge and sparse', 'too-large', 'too-large'],
    ['missing', 'missing', 'missing'],
    ['below a file', 'missing', 'missing'],
    ['folder', 'not-regular', 'not-regular'],
    ['FIFO', 'not-regular', 'not-regular'],
    ['device', 'not-regular', 'not-regular'],
    ['link to a file', 'link', 'text'],
    ['link to a device', 'link', 'not-regular'],
    ['dangling link', 'link', 'missing'],
    ['link to itself', 'link', 'unreadable'],
  ])('%s', (place, refusing, following) => {
    const path = PLACES[place]?.(temporaryDirectory()) ?? '';
    expect([brief(readFile(path, { limit: LIMIT, links: 'refuse' })), brief(readFile(path, { limit: LIMIT, links: 'follow' }))]).toEqual([
      refusing,
      following,
    ]);
  });

  test('all bytes of a file at the limit', () => {
    const path = write(temporaryDirectory(), 'x'.repeat(LIMIT));
    expect(readFile(path, { limit: LIMIT, links: 'refuse' })).toEqual({ kind: 'read', bytes: Buffer.from('x'.repeat(LIMIT)) });
  });

  test('a socket', async () => {
    const path = join(temporaryDirectory(), 'socket');
    const server = createServer().listen(path);
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    expect(readFile(path, { limit: LIMIT, links: 'refuse' }).kind).toBe('not-regular');
  });

  // Both say that they are regular files of no bytes.
  test.runIf(isLinux)('a file of /proc is bounded by what is read', () => {
    expect(brief(readFile('/proc/self/status', { limit: LIMIT, links: 'refuse' }))).toMatch(/^Name:/);
    expect(readFile('/proc/self/status', { limit: 100, links: 'refuse' })).toEqual({
      kind: 'too-large',
      why: 'has no end, above the limit of 100',
    });
    expect(readFile('/proc/kmsg', { limit: LIMIT, links: 'refuse' }).kind).toMatch(/^(?:unreadable|read|too-large)$/);
  });

  test('a file that grows while it is read', async () => {
    const path = write(temporaryDirectory(), 'x');
    const child = spawn('sh', ['-c', `while :; do head -c 1000000 /dev/zero >> "${path}"; done`]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const until = Date.now() + 500;
    const kinds = new Set<string>();
    while (Date.now() < until) {
      const read = readFile(path, { limit: 20_000_000, links: 'refuse' });
      kinds.add(read.kind);
      if (read.kind === 'read') expect(read.bytes.length).toBeLessThanOrEqual(20_000_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGKILL');
    expect([...kinds].filter((kind) => kind !== 'read' && kind !== 'too-large')).toEqual([]);
  });
});

describe('a file that the user names', () => {
  test('is read through links, but for those that lead out of a checkout', () => {
    const folder = temporaryDirectory();
    mkdirSync(join(folder, 'checkout/.git'), { recursive: true });
    writeFileSync(join(folder, 'outside'), 'outside');
    writeFileSync(join(folder, 'checkout/inside'), 'inside');
    symlinkSync('inside', join(folder, 'checkout/to-inside'));
    symlinkSync('../outside', join(folder, 'checkout/to-outside'));
    symlinkSync('..', join(folder, 'checkout/up'));
    symlinkSync('checkout/inside', join(folder, 'of-the-user'));
    const read = (name: string) => brief(readNamedFile(join(folder, name), LIMIT));
    expect(['checkout/to-inside', 'checkout/to-outside', 'checkout/up/outside', 'of-the-user'].map(read)).toEqual([
      'inside',
      'link',
      'link',
      'inside',
    ]);
  });

  test('is not waited for where it is a FIFO without a writer', () => {
    const path = join(temporaryDirectory(), 'pipe');
    execFileSync('mkfifo', [path]);
    expect(readNamedFile(path, LIMIT).kind).toBe('not-regular');
  });
});
