import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CLI } from './support/clusterstack.ts';
import { createFolder, createTestFolder, hashFiles, removeFolder } from './support/folders.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { run } from './support/run.ts';

const SOURCE = join(PROJECT, 'stacks/docker/scs');

interface Checkout {
  /** Below a new temporary folder; the stack's directory. */
  readonly path: string;
  readonly order: 'forwards' | 'backwards';
  readonly umask: '022' | '077';
  readonly env: Readonly<Record<string, string>>;
  readonly node: string;
  readonly times?: 'random';
}

const plain: Checkout = { path: 'a', order: 'forwards', umask: '022', env: { TZ: 'UTC', LANG: 'C' }, node: process.execPath };
const other: Checkout = {
  path: 'some/deeper place/ünïcode/stack',
  order: 'backwards',
  umask: '077',
  env: { TZ: 'Pacific/Kiritimati', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  node: process.execPath,
  times: 'random',
};

let expected: Awaited<ReturnType<typeof buildIn>>;
beforeAll(async () => {
  const folder = await createFolder();
  try {
    expected = await buildIn(plain, folder);
  } finally {
    await removeFolder(folder);
  }
});

describe('the same source gives the same bytes', () => {
  test('there is something to compare', () => {
    expect(Object.keys(expected.files)).toHaveLength(5);
    expect(expected.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test.each<readonly [string, Partial<Checkout>]>([
    ['another path', { path: other.path }],
    ['another file order', { order: 'backwards' }],
    ['another umask', { umask: '077' }],
    ['another time zone and language', { env: other.env }],
    ['other times of files', { times: 'random' }],
    ['all of these', other],
  ])('%s', async (_, differing) => {
    expect(await buildIn({ ...plain, ...differing }, await createTestFolder())).toEqual(expected);
  });
});

describeWith(['node24'], 'the same source gives the same bytes on Node 24', () => {
  test.each([
    ['all else the same', { ...plain, node: 'node24' }],
    ['all else different', { ...other, node: 'node24' }],
  ])('%s', async (_, checkout) => {
    expect(await run('node24', ['--version'])).toMatch(/^v24\./);
    expect(await buildIn(checkout, await createTestFolder())).toEqual(expected);
  });
});

/** Checks the stack out, builds and publishes it; all under the checkout's umask and environment. */
async function buildIn({ path, order, umask, env, node, times }: Checkout, folder: string) {
  const stack = join(folder, path);
  const output = join(folder, 'out');
  await checkOut(stack, order, umask, times === 'random');
  const args = ['release', stack, '--output', output, '--target', `oci-layout:${join(folder, 'layout')}`, '--json'];
  const stdout = await run('sh', ['-c', `umask ${umask}; exec "$@"`, 'sh', node, CLI, ...args], { env });
  const { release, digest } = JSON.parse(stdout).releases[0];
  return { digest, files: await hashFiles(join(output, release)) };
}

async function checkOut(stack: string, order: Checkout['order'], umask: string, randomTimes: boolean): Promise<void> {
  const entries = await readdir(SOURCE, { recursive: true, withFileTypes: true });
  // As one line: the rows would make more.
  const files = entries
    .filter((entry) => entry.isFile() && entry.name !== 'versions.yaml')
    .map((entry) => join(entry.parentPath, entry.name).slice(SOURCE.length + 1));
  const sorted = files.sort();
  const [fileMode, folderMode] = umask === '077' ? [0o600, 0o700] : [0o644, 0o755];
  for (const file of order === 'forwards' ? sorted : sorted.toReversed()) {
    const target = join(stack, file);
    await mkdir(dirname(target), { recursive: true, mode: folderMode });
    await writeFile(target, await readFile(join(SOURCE, file)), { mode: fileMode });
    if (randomTimes) await utimes(target, Math.random() * 2e9, Math.random() * 2e9);
  }
}
