import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Pax } from 'tar';
import { describe, expect, test } from 'vitest';
import { checkChartArchive } from '../../src/dependency/index.ts';
import { packTar, type TarEntry } from '../support/tar.ts';

const CHARTS = join(import.meta.dirname, '../../../shared/charts');

const file = (path: string, content: string | Buffer = 'x'): TarEntry => ({ path, content });
const chartFile = file('demo/Chart.yaml', 'apiVersion: v2\nname: demo\nversion: 1.2.3\n');

async function check(entries: readonly TarEntry[], version = '1.2.3'): Promise<string> {
  const archive = gzipSync(packTar(entries));
  const error = await checkChartArchive(archive, { name: 'demo', version }, 'https://charts.example.com').catch((thrown: Error) => thrown);
  return error === undefined ? 'good' : `${(error as { code?: string }).code}: ${error.message}`;
}

describe('checkChartArchive', () => {
  test.each<[what: string, entries: readonly TarEntry[], says: RegExp | string]>([
    ['a chart', [chartFile, file('demo/templates/a.yaml')], 'good'],
    [
      'folders and a dot',
      [
        { path: './demo/', type: 'Directory' },
        { ...chartFile, path: './demo/Chart.yaml' },
      ],
      'good',
    ],
    [
      'a global header',
      [{ path: 'pax_global_header', type: 'GlobalExtendedHeader', content: new Pax({ comment: 'x' }, true).encodeBody() }, chartFile],
      'good',
    ],
    ['traversal', [chartFile, file('demo/../../etc/passwd')], /^invalid-archive: .*outside itself/],
    ['an absolute path', [chartFile, file('/etc/passwd')], /^invalid-archive: .*outside itself/],
    ['a name that is not what it seems', [chartFile, file('demo/a\u202eb')], /^invalid-archive: .*cannot be seen/],
    ['a backslash', [chartFile, file('demo\\..\\..\\x')], /^invalid-archive: .*outside itself/],
    [
      'a symbolic link',
      [chartFile, { path: 'demo/link', type: 'SymbolicLink', linkpath: '/etc/passwd' }],
      /^invalid-archive: .*a SymbolicLink/,
    ],
    ['a hard link', [chartFile, { path: 'demo/link', type: 'Link', linkpath: 'demo/Chart.yaml' }], /^invalid-archive: .*a Link/],
    ['a device', [chartFile, { path: 'demo/null', type: 'CharacterDevice' }], /^invalid-archive: .*a CharacterDevice/],
    ['a fifo', [chartFile, { path: 'demo/pipe', type: 'FIFO' }], /^invalid-archive: .*a FIFO/],
    ['a name twice', [chartFile, chartFile], /^invalid-archive: .*twice/],
    ['another top folder', [{ ...chartFile, path: 'other/Chart.yaml' }], /^dependency: .*outside of its one folder demo\//],
    ['a file beside the folder', [chartFile, file('README.md')], /^dependency: .*"README.md" outside/],
    [
      'names that differ in case',
      [chartFile, file('demo/values.yaml'), file('demo/Values.yaml')],
      /^dependency: .*demo\/Values.yaml and demo\/values.yaml/,
    ],
    [
      'folders that differ in case',
      [chartFile, file('demo/Templates/a.yaml'), file('demo/templates/b.yaml')],
      /^dependency: .*demo\/Templates and demo\/templates/,
    ],
    ['a file that Helm fails on', [chartFile, file('demo/files/big', Buffer.alloc(5_242_881))], /^dependency: .*5242881 bytes/],
    ['no Chart.yaml', [file('demo/values.yaml')], /^dependency: .*no Chart.yaml/],
    ['another chart', [file('demo/Chart.yaml', 'name: other\nversion: 1.2.3\n')], /^dependency: .*holds the chart other 1.2.3/],
    ['another version', [file('demo/Chart.yaml', 'name: demo\nversion: 1.2.4\n')], /^dependency: .*holds the chart demo 1.2.4/],
    ['a bomb', [chartFile, file('demo/bomb', Buffer.alloc(130 * 1024 * 1024))], /^invalid-archive: .*at most \d+ bytes unpacked/],
  ])('%s', async (_, entries, says) => {
    expect(await check(entries)).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
  });

  test.each([
    ['v1.2.3', 'good'],
    ['1.2.3+build', expect.stringMatching(/^dependency/)],
    ['1.2.3-rc.1', expect.stringMatching(/^dependency/)],
  ])('listed as %s', async (version, says) => {
    expect(await check([chartFile], version)).toEqual(says);
  });

  test.each([
    ['a web page', '<!doctype html>'],
    ['nothing', ''],
    ['a cut off archive', gzipSync(Buffer.alloc(100_000, 'x')).subarray(0, 60)],
  ])('is refused: %s', async (_, bytes) => {
    const checked = checkChartArchive(Buffer.from(bytes as string), { name: 'demo', version: '1.2.3' }, 'https://charts.example.com');
    await expect(checked).rejects.toMatchObject({ code: 'invalid-archive' });
  });

  test.skipIf(!existsSync(CHARTS))('real charts are good', async () => {
    const names = readdirSync(CHARTS).filter((name) => name.endsWith('.tgz'));
    for (const archive of names) {
      const [, name = '', version = ''] = /^(.+)-(\d+\.\d+\.\d+)\.tgz$/.exec(archive) ?? [];
      await checkChartArchive(readFileSync(join(CHARTS, archive)), { name, version }, 'upstream');
    }
    expect(names.length).toBeGreaterThanOrEqual(10);
  });
});
