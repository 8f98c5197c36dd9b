import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeError } from '../../src/errors.ts';
import type { Ask, InitRequest } from '../../src/request.ts';
import { initStack } from '../../src/scaffold/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ALL = ['README.md', 'cluster-addon', 'cluster-class', 'clusteraddon.yaml', 'csctl.yaml', 'versions.yaml'];

function init(directory: string, more: Partial<InitRequest> = {}, ask?: Ask) {
  return initStack({ directory, provider: 'docker', name: undefined, kubernetes: undefined, ...more }, ask);
}

async function fail(directory: string, more: Partial<InitRequest> = {}, ask?: Ask): Promise<{ code: string; message: string }> {
  try {
    await init(directory, more, ask);
  } catch (error) {
    return describeError(error);
  }
  throw new Error('it was written');
}

test('writes a new directory, with those above it, and leaves nothing beside', async () => {
  const folder = temporaryDirectory();
  const { created } = await init(join(folder, 'stacks/docker/mine'));
  expect(created).toMatchObject({ stack: 'docker-mine-1-36', kubernetes: 'v1.36.1', directory: join(folder, 'stacks/docker/mine') });
  expect(created.next).toEqual(['check', 'build', 'release'].map((verb) => `clusterstack ${verb} ${folder}/stacks/docker/mine`));
  expect(readdirSync(join(folder, 'stacks/docker/mine'))).toEqual(ALL);
  expect([readdirSync(folder), readdirSync(join(folder, 'stacks/docker'))]).toEqual([['stacks'], ['mine']]);
});

test('fills an empty directory, which stays the same one', async () => {
  const folder = join(temporaryDirectory(), 'mine');
  mkdirSync(folder);
  const { ino } = statSync(folder);
  await init(folder);
  expect([readdirSync(folder), statSync(folder).ino]).toEqual([ALL, ino]);
});

describe('what is there is never touched', () => {
  test.each<[name: string, make: (path: string) => void, message: string]>([
    ['a file', (path) => writeFileSync(path, 'mine'), 'is not a directory'],
    [
      'a directory with a file in it',
      (path) => {
        mkdirSync(path);
        writeFileSync(join(path, 'csctl.yaml'), 'mine');
      },
      'is not empty: it has csctl.yaml',
    ],
    ['a link that leads nowhere', (path) => symlinkSync('nowhere', path), 'is not a directory'],
    ['a link to an empty directory', (path) => symlinkSync(temporaryDirectory(), path), 'is not a directory'],
  ])('%s', async (_, make, message) => {
    const folder = temporaryDirectory();
    make(join(folder, 'mine'));
    const read = () =>
      readdirSync(folder, { recursive: true }).map((path) => [
        path,
        statSync(join(folder, String(path)), { throwIfNoEntry: false })?.mtimeMs,
      ]);
    const before = read();
    const error = await fail(join(folder, 'mine'));
    expect(error).toMatchObject({ code: 'unwritable', message: expect.stringContaining(message) });
    expect(read()).toEqual(before);
  });

  test('asking comes after', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'csctl.yaml'), 'mine');
    const asked: string[] = [];
    const ask: Ask = async (question, offered) => {
      asked.push(question);
      return offered;
    };
    expect(await fail(folder, { provider: undefined }, ask)).toMatchObject({ code: 'unwritable' });
    expect(asked).toEqual([]);
  });
});

describe('where nothing can be written, nothing is', () => {
  test.skipIf(process.getuid?.() === 0)('in a folder that is only for reading (skipped for root, who may write there)', async () => {
    const folder = temporaryDirectory();
    chmodSync(folder, 0o555);
    expect(await fail(join(folder, 'mine'))).toMatchObject({ code: 'unwritable' });
    chmodSync(folder, 0o755);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('below a file', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'file'), '');
    expect(await fail(join(folder, 'file/mine'))).toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining('Nothing was written'),
    });
    expect(readdirSync(folder)).toEqual(['file']);
  });

  test.skipIf(!existsSync('/proc/self'))('in a file system that takes no files', async () => {
    expect(await fail('/proc/mine')).toMatchObject({ code: 'unwritable' });
    expect(await fail('/proc/self/fdinfo/a/mine')).toMatchObject({ code: 'unwritable' });
  });
});

describe('names', () => {
  test.each([
    ['my-stack', 'write mystack'],
    ['My', 'write my'],
    ['', 'may have only lower-case letters and digits'],
    ['a b', 'write ab'],
    ['../../up', 'write up'],
    ['a\nb: c', 'write abc'],
    ['"', 'may have only lower-case letters and digits'],
    ['$(touch x)', 'write touchx'],
    ['ünïcode', 'write ncode'],
    ['<< .ClusterClassVersion >>', 'write clusterclassversion'],
    ['a'.repeat(60), 'may have 53'],
  ])('%j is refused', async (name, message) => {
    const folder = temporaryDirectory();
    const error = await fail(join(folder, 'mine'), { name });
    expect(error).toMatchObject({ code: 'usage', message: expect.stringContaining(message) });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a directory whose name cannot be the stack’s: --name is asked for', async () => {
    const folder = temporaryDirectory();
    expect(await fail(join(folder, 'my-stack'))).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('write mystack, with --name'),
    });
    expect((await init(join(folder, 'my-stack'), { name: 'mystack' })).created.stack).toBe('docker-mystack-1-36');
  });

  test('a directory that a shell would take apart is quoted in commands, in the README too', async () => {
    const folder = join(temporaryDirectory(), "it's a stack");
    const { created } = await init(folder, { name: 'mine' });
    const quoted = `'${folder.replace("'", "'\\''")}'`;
    expect(created.next[0]).toBe(`clusterstack check ${quoted}`);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`clusterstack check ${quoted}\n`);
  });
});

describe('what is left open', () => {
  test('without a terminal: the provider must be said', async () => {
    const folder = temporaryDirectory();
    expect(await fail(join(folder, 'mine'), { provider: undefined })).toEqual({
      code: 'usage',
      message: 'say for which provider: --provider docker, --provider metal3, --provider openstack',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is asked for on one, with an answer to take', async () => {
    const asked: unknown[] = [];
    const ask: Ask = async (...question) => {
      asked.push(question);
      return asked.length === 1 ? 'metal3' : question[1];
    };
    const { created } = await init(join(temporaryDirectory(), 'My-Stack'), { provider: undefined }, ask);
    expect(created.stack).toBe('metal3-mystack-1-36');
    expect(asked).toEqual([
      ['Provider (docker, metal3, openstack)', 'docker'],
      ['Name of the stack', 'mystack'],
      ['Kubernetes (1.35, 1.36)', '1.36'],
    ]);
  });

  test('nothing is asked that was said', async () => {
    const ask: Ask = () => Promise.reject(new Error('asked'));
    const said = { provider: 'openstack', name: 'mine', kubernetes: '1.35' };
    expect((await init(join(temporaryDirectory(), 'x'), said, ask)).created.stack).toBe('openstack-mine-1-35');
  });

  test.each([
    [{ provider: 'azure' }, 'no template for the provider "azure"; take docker, metal3, openstack'],
    [{ provider: 'constructor' }, 'no template for the provider "constructor"'],
    [{ kubernetes: '1.30' }, 'no template for Kubernetes "1.30" on docker; take 1.35 or 1.36'],
    [{ kubernetes: '1.36.1' }, 'no template for Kubernetes "1.36.1"'],
  ])('what there is no template for: %j', async (more, message) => {
    expect(await fail(join(temporaryDirectory(), 'mine'), more)).toMatchObject({
      code: 'usage',
      message: expect.stringContaining(message),
    });
  });
});

test.each(['', 'a\nb: c', 'a\u001b[31m', 'a\0b'])('a directory that no text could name: %j', async (name) => {
  const folder = temporaryDirectory();
  expect(await fail(name && join(folder, name), { name: 'mine' })).toMatchObject({ code: 'usage' });
  expect(readdirSync(folder)).toEqual([]);
});

test('a directory with what a replacement could take for its own', async () => {
  const folder = join(temporaryDirectory(), '$&');
  await init(folder, { name: 'mine' });
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`clusterstack check '${folder}'\n`);
});
