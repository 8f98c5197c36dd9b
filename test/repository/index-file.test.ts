import { describe, expect, test } from 'vitest';
import { parseIndex } from '../../src/repository/index.ts';
import { formatIndex } from '../support/chart-repository.ts';

const BASE = 'https://charts.example.com/stable';
const chart = (name: string, version: string, url?: string) => ({
  name,
  version,
  bytes: Buffer.from(version),
  digest: 'a'.repeat(64),
  ...(url && { url }),
});
const listed = (name: string, version: string, url = `${BASE}/${name}-${version}.tgz`) => ({
  name,
  version,
  url,
  sha256: 'a'.repeat(64),
});

describe('parseIndex', () => {
  const charts = [
    chart('a', '1.0.0'),
    chart('cilium', '1.9.0'),
    chart('cilium', '1.17.4'),
    chart('cilium', '1.17.4-rc.1'),
    chart('z', '2.0.0'),
  ];

  test('gives one chart’s versions, newest first, with absolute URLs', () => {
    expect(parseIndex(formatIndex(charts), 'cilium', BASE)).toEqual([
      listed('cilium', '1.17.4'),
      listed('cilium', '1.17.4-rc.1'),
      listed('cilium', '1.9.0'),
    ]);
  });

  // Helm skips them, too.
  test.each(['-', '- ', '-\t', '- null', '- ~', '- {}', '- []', '- text', '-\n', '- # nothing'])(
    'an empty item %j hides no version',
    (empty) => {
      const item = (version: string, indent: string) => `${indent}- version: ${version}\n${indent}  urls:\n${indent}  - x-${version}.tgz\n`;
      for (const indent of ['  ', '    '])
        for (const at of [0, 1, 2]) {
          const items = [item('3.0.0', indent), item('2.0.0', indent)].toSpliced(at, 0, `${indent}${empty}\n`).join('');
          const versions = parseIndex(`apiVersion: v1\nentries:\n  x:\n${items}  y:\n  - version: 1.0.0\n`, 'x', BASE);
          expect(versions?.map(({ version }) => version)).toEqual(['3.0.0', '2.0.0']);
        }
    },
  );

  test.each(['a', 'z'])('the first and the last chart: %s', (name) => {
    expect(parseIndex(formatIndex(charts), name, BASE)?.map(({ version }) => version)).toEqual([name === 'a' ? '1.0.0' : '2.0.0']);
  });

  test('a URL of slashes takes no time', () => {
    const base = `${BASE}${'/'.repeat(400_000)}x`;
    expect(parseIndex(formatIndex([chart('a', '1.0.0', 'a.tgz')]), 'a', base)).toEqual([listed('a', '1.0.0', `${base}/a.tgz`)]);
  });

  test('a chart that is not there has no versions', () => {
    expect(parseIndex(formatIndex(charts), 'flannel', BASE)).toEqual([]);
  });

  test.each([
    ['https://elsewhere.example.com/x.tgz', 'https://elsewhere.example.com/x.tgz'],
    ['oci://registry.example.com/charts/x:1.0.0', 'oci://registry.example.com/charts/x:1.0.0'],
    ['/root/x.tgz', 'https://charts.example.com/root/x.tgz'],
    ['charts/x.tgz', 'https://charts.example.com/stable/charts/x.tgz'],
  ])('the URL %s', (url, expected) => {
    expect(parseIndex(formatIndex([chart('x', '1.0.0', url)]), 'x', `${BASE}/`)).toEqual([listed('x', '1.0.0', expected)]);
  });

  test('as JSON, in flow style and with deeper lists: the same', () => {
    const entry = { name: 'x', version: '1.0.0', urls: ['x-1.0.0.tgz'], digest: 'a'.repeat(64) };
    const json = JSON.stringify({ apiVersion: 'v1', entries: { x: [entry] } });
    const expected = [listed('x', '1.0.0')];
    expect(parseIndex(json, 'x', BASE)).toEqual(expected);
    expect(parseIndex(`apiVersion: v1\nentries: ${JSON.stringify({ x: [entry] })}\n`, 'x', BASE)).toEqual(expected);
    expect(parseIndex(`apiVersion: v1\nentries:\n  x: ${JSON.stringify([entry])}\n`, 'x', BASE)).toEqual(expected);
    const deeper = `apiVersion: v1\nentries:\n    "x":\n      - version: 1.0.0\n        digest: ${'a'.repeat(64)}\n        urls:\n          - x-1.0.0.tgz\n`;
    expect(parseIndex(deeper, 'x', BASE)).toEqual(expected);
  });

  test.each(['', 'nothing', '- a\n', 'entries: 1\n', '<html></html>', '{"entries": []}'])('%j is not an index', (text) => {
    expect(parseIndex(text, 'x', BASE)).toBeUndefined();
  });

  test('an index without charts', () => {
    expect(parseIndex('apiVersion: v1\nentries: {}\n', 'x', BASE)).toEqual([]);
  });

  test('entries that are not versions, and those with nowhere to get them, are skipped', () => {
    const text = formatIndex([chart('x', 'latest'), chart('x', '1.0.0')]).replace('    - x-1.0.0.tgz\n', '');
    expect(parseIndex(text, 'x', BASE)).toEqual([]);
  });
});
