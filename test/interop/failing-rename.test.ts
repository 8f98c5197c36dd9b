/** Among the interop tests, since the others share their modules, and none may get this broken one. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createRecord, type ReleaseContent, readRelease, writeRelease } from '../../src/release/index.ts';
import { buildContent } from '../support/release-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const failing = vi.hoisted(() => ({ renames: 0, at: 0 }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const renameSync: typeof real.renameSync = (from, to) => {
    if (++failing.renames === failing.at) throw Object.assign(new Error('EIO: i/o error, rename'), { code: 'EIO' });
    real.renameSync(from, to);
  };
  return { ...real, default: { ...real, renameSync }, renameSync };
});

function write(output: string, release: ReleaseContent): void {
  const record = createRecord({ release, stack: 'docker-demo-1-32', directory: 'stack', findings: [], tool: 'clusterstack 0.0.0' });
  writeRelease(output, release, record);
}

/** Replacing a release takes four renames: the draft, which is refused, the old one aside, the draft again, the record. */
test.each([1, 2, 3])('a build whose rename %i fails leaves the release that was there', async (at) => {
  const output = temporaryDirectory();
  const old = await buildContent('v1', { 'node-images.yaml': 'a: 1\n' });
  write(output, old);
  const before = fs.readdirSync(output, { recursive: true }).sort();
  const next = await buildContent('v1', { 'node-images.yaml': `a: ${randomBytes(4).toString('hex')}\n` });
  Object.assign(failing, { renames: 0, at });
  expect(() => write(output, next)).toThrow(expect.objectContaining({ code: 'unwritable', message: expect.stringContaining('EIO') }));
  expect(fs.readdirSync(output, { recursive: true }).sort()).toEqual(before);
  expect((await readRelease(join(output, old.name))).release).toEqual(old);
  Object.assign(failing, { renames: 0, at: 0 });
  write(output, next);
  expect(failing.renames).toBe(4);
  expect((await readRelease(join(output, next.name))).release).toEqual(next);
});

test('a build whose record cannot be put in place is not published, and the next one replaces it', async () => {
  const output = temporaryDirectory();
  const old = await buildContent();
  write(output, old);
  const next = await buildContent('v1', { 'node-images.yaml': 'a: 2\n' });
  Object.assign(failing, { renames: 0, at: 4 });
  expect(() => write(output, next)).toThrow(expect.objectContaining({ code: 'unwritable' }));
  await expect(readRelease(join(output, old.name))).rejects.toMatchObject({ code: 'release-changed' });
  Object.assign(failing, { renames: 0, at: 0 });
  write(output, next);
  expect((await readRelease(join(output, next.name))).release).toEqual(next);
});
