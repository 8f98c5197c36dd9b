import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { check, checkout } from '../support/hostile-checkout.ts';
import type { Overrides } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('too much of it', () => {
  const many = (count: number, entry: (index: number) => readonly [string, string]): Overrides =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)));

  test.each<[what: string, overrides: () => Overrides, code: string | undefined]>([
    ['.helmignore of 400,000 rules', () => ({ 'cluster-addon/cni/.helmignore': 'a*b*c*d\n'.repeat(400_000) }), 'helmignore'],
    [
      'few rules for many files',
      () => ({
        'cluster-addon/cni/.helmignore': `${'*a'.repeat(200)}\n`.repeat(100),
        ...many(1000, (index) => [`cluster-addon/cni/files/${'a'.repeat(200)}${index}`, '']),
      }),
      'helmignore',
    ],
    ['20,100 files', () => many(20_100, (index) => [`cluster-addon/cni/files/${index}`, '']), 'tree-too-large'],
    [
      '6,000 addons',
      () => many(6000, (index) => [`cluster-addon/a${index}/Chart.yaml`, `apiVersion: v2\nname: a\nversion: 1.0.0\n`]),
      undefined,
    ],
  ])(
    '%s',
    async (_, overrides, code) => {
      const { cwd } = checkout(overrides());
      const { codes, peak } = await check(cwd);
      if (code !== undefined) expect(codes).toContain(code);
      expect(peak).toBeGreaterThan(0);
      // Here, since it takes longer than hooks may.
      execFileSync('rm', ['-rf', cwd]);
    },
    60_000,
  );

  /** An archive with as many copies of itself, so many levels deep. */
  function nest(levels: number, copies: number): Buffer {
    const folder = temporaryDirectory();
    mkdirSync(join(folder, 'x/charts'), { recursive: true });
    writeFileSync(join(folder, 'x/Chart.yaml'), 'apiVersion: v2\nname: x\nversion: 1.0.0\n');
    let archive = Buffer.alloc(0);
    for (let level = 0; level < levels; level++) {
      if (level > 0) for (let copy = 0; copy < copies; copy++) writeFileSync(join(folder, `x/charts/${copy}.tgz`), archive);
      archive = gzipSync(execFileSync('tar', ['-c', '-C', folder, 'x'], { maxBuffer: 2 ** 30 }));
    }
    return archive;
  }

  test.each<[what: string, archive: () => Buffer]>([
    ['archives in archives', () => nest(5, 12)],
    ['a bomb', () => gzipSync(Buffer.alloc(200 * 1024 * 1024))],
    ['text of 110 MiB', () => tarOf('x/Chart.yaml', Buffer.alloc(110 * 1024 * 1024, 'a: b\n'))],
  ])(
    '%s',
    async (_, archive) => {
      const { cwd, stack } = checkout();
      mkdirSync(join(stack, 'cluster-addon/cni/charts'));
      writeFileSync(join(stack, 'cluster-addon/cni/charts/x.tgz'), archive());
      expect((await check(cwd)).codes).toContain('subchart');
    },
    60_000,
  );

  function tarOf(name: string, bytes: Buffer): Buffer {
    const folder = temporaryDirectory();
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
    return gzipSync(execFileSync('tar', ['-c', '-C', folder, name], { maxBuffer: 2 ** 30 }));
  }
});
