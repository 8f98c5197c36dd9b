import { chmodSync, existsSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashKey, openRenderCache } from '../../src/chart/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('openRenderCache', () => {
  test('gives back what was written, and nothing for other keys', async () => {
    const directory = join(temporaryDirectory(), 'below', 'it');
    const cache = openRenderCache(directory);
    expect(await cache.read('a')).toBeUndefined();
    await cache.write('a', { text: 'ä\n', list: [1, null] });
    expect(await openRenderCache(directory).read('a')).toEqual({ text: 'ä\n', list: [1, null] });
    expect(await cache.read('b')).toBeUndefined();
    expect(readdirSync(directory)).toEqual(['a.json']);
  });

  test.each([
    ['cut off', (text: string) => text.slice(0, -1)],
    ['changed', (text: string) => text.replace('1', '2')],
    ['empty', () => ''],
    ['of another program', () => '{"a": 1}'],
  ])('takes a damaged entry for none, and replaces it: %s', async (_, damage) => {
    const directory = temporaryDirectory();
    const cache = openRenderCache(directory);
    await cache.write('key', { a: 1 });
    const file = join(directory, 'key.json');
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect(await cache.read('key')).toBeUndefined();
    await cache.write('key', { a: 1 });
    expect(await cache.read('key')).toEqual({ a: 1 });
  });

  test('keeps nothing where it cannot write', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const cache = openRenderCache(file);
    await cache.write('key', 1);
    expect(await cache.read('key')).toBeUndefined();
    const readOnly = temporaryDirectory();
    chmodSync(readOnly, 0o500);
    await openRenderCache(join(readOnly, 'x')).write('key', 1);
    chmodSync(readOnly, 0o700);
  });

  test('serves many writers of one key', async () => {
    const directory = temporaryDirectory();
    const value = { text: 'x'.repeat(100_000) };
    await Promise.all(Array.from({ length: 20 }, () => openRenderCache(directory).write('key', value)));
    expect(await openRenderCache(directory).read('key')).toEqual(value);
    expect(readdirSync(directory)).toEqual(['key.json']);
  });

  test('drops the oldest entries and left drafts once there are too many', async () => {
    const directory = temporaryDirectory();
    for (let index = 0; index < 1001; index++) {
      const name = index === 0 ? 'killed.draft' : `${String(index).padStart(4, '0')}.json`;
      writeFileSync(join(directory, name), '');
      utimesSync(join(directory, name), index, index);
    }
    writeFileSync(join(directory, 'README'), 'not ours');
    await openRenderCache(directory).write('new', 1);
    const left = readdirSync(directory).sort();
    expect([left.length, left[0], left.at(-2), left.at(-1)]).toEqual([751, '0252.json', 'README', 'new.json']);
    expect(existsSync(join(directory, 'killed.draft'))).toBe(false);
  });

  test('drops the oldest entries once they are too large', async () => {
    const directory = temporaryDirectory();
    for (const [index, size] of [100, 50, 50, 60].entries()) {
      const file = join(directory, `${index}.json`);
      writeFileSync(file, '');
      truncateSync(file, size * 1024 * 1024);
      utimesSync(file, index, index);
    }
    const cache = openRenderCache(directory);
    await cache.write('new', 1);
    expect(readdirSync(directory).sort()).toEqual(['1.json', '2.json', '3.json', 'new.json']);
    // Once a run.
    truncateSync(join(directory, '1.json'), 300 * 1024 * 1024);
    await cache.write('newer', 1);
    expect(readdirSync(directory).sort()).toEqual(['1.json', '2.json', '3.json', 'new.json', 'newer.json']);
  });

  test('keeps all of 1000 entries', async () => {
    const directory = temporaryDirectory();
    for (let index = 0; index < 999; index++) writeFileSync(join(directory, `${index}.tmp`), '');
    await openRenderCache(directory).write('new', 1);
    expect(readdirSync(directory)).toHaveLength(1000);
  });
});

test('a key is of one kind and of all its parts', () => {
  const keys = [hashKey('a', 'b', 1), hashKey('b', 'b', 1), hashKey('a', 'b', 2), hashKey('a', 'b1'), hashKey('a', ['b', 1]), hashKey('a')];
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys[0]).toMatch(/^a-[0-9a-f]{64}$/);
  expect(hashKey('a', 'b', 1)).toBe(keys[0]);
});
