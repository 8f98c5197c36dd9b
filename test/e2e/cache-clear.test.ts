import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { run } from './run.ts';

/** A cache with one file in each folder, and in one that is not ours. */
function fillCache(cache: string): string {
  for (const folder of ['charts', 'versions', 'indexes', 'renders', 'notes']) {
    mkdirSync(join(cache, folder), { recursive: true });
    writeFileSync(join(cache, folder, 'file'), 'x');
  }
  return cache;
}

const clear = (cwd: string, cache: string, args: readonly string[] = ['clear']) =>
  run('cli', ['cache', ...args], { cwd, env: { CLUSTERSTACK_CACHE: cache } });

describe('cache clear', () => {
  test('deletes what the tool keeps, and nothing else', async () => {
    const cwd = temporaryDirectory();
    const cache = fillCache(join(cwd, 'cache'));
    expect(await clear(cwd, cache)).toEqual({ code: 0, stdout: `${cache} is empty\n`, stderr: '' });
    expect(readdirSync(cache)).toEqual(['notes']);
  });

  test('a cache that is not there is empty', async () => {
    const cwd = temporaryDirectory();
    expect((await clear(cwd, join(cwd, 'none'))).code).toBe(0);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('nothing is deleted through a link', async () => {
    const cwd = temporaryDirectory();
    const elsewhere = fillCache(join(cwd, 'elsewhere'));
    symlinkSync(elsewhere, join(cwd, 'cache'));
    const { code, stderr } = await clear(cwd, join(cwd, 'cache'));
    expect([code, readdirSync(elsewhere)]).toEqual([1, ['charts', 'indexes', 'notes', 'renders', 'versions']]);
    expect(stderr).toContain('symbolic link');
  });

  test('any other word is wrong usage', async () => {
    const cwd = temporaryDirectory();
    const cache = fillCache(join(cwd, 'cache'));
    const { code, stderr } = await clear(cwd, cache, ['empty']);
    expect([code, readdirSync(cache).length]).toEqual([2, 5]);
    expect(stderr).toContain('empty');
  });
});
