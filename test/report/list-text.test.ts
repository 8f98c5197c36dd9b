import { expect, test } from 'vitest';
import type { ListedRelease, ListReport } from '../../src/lifecycle/index.ts';
import { formatList } from '../../src/report/index.ts';

const RELEASE: ListedRelease = {
  release: 'docker-scs-1-36-v1',
  line: 'docker-scs-1-36',
  version: 'v1',
  tag: 'docker-scs-1-36-v1',
  channel: 'stable',
  digest: `sha256:${'a'.repeat(64)}`,
  kubernetes: 'v1.36.1',
  date: '2026-11-23T10:00:00Z',
  commit: 'c'.repeat(40),
  addons: [
    { name: 'cni', charts: [{ name: 'cilium', version: '1.17.4', appVersion: '1.17.4' }] },
    { name: 'metrics', charts: [{ name: 'metrics', version: '1.0.0' }] },
  ],
  state: 'supported',
  endOfLife: '2027-06-28',
  newest: false,
  next: ['docker-scs-1-36-v2', 'docker-scs-1-37-v1'],
};
const FAILED: ListedRelease = {
  release: 'docker-scs-1-36-v2',
  line: 'docker-scs-1-36',
  version: 'v2',
  tag: 'docker-scs-1-36-v2',
  channel: 'stable',
  state: 'unknown',
  newest: true,
  next: [],
  error: { code: 'not-a-release', message: 'no' },
};
const report = (...releases: readonly ListedRelease[]): ListReport => ({ schemaVersion: 1, source: 'x', releases, strangers: 0 });

test('a table has a release a line, and what is not known as -', () => {
  expect(formatList(report(RELEASE, FAILED), 'table')).toBe(
    `RELEASE             KUBERNETES     CHANNEL  STATE      END-OF-LIFE  NEWEST  NEXT
docker-scs-1-36-v1  v1.36.1        stable   supported  2027-06-28   no      docker-scs-1-36-v2,docker-scs-1-37-v1
docker-scs-1-36-v2  not-a-release  stable   unknown    -            yes     -
`,
  );
});

test('a wide one tells of addons too', () => {
  const [heads, row] = formatList(report(RELEASE), 'wide').split('\n');
  expect(heads?.split(/ {2,}/).slice(7)).toEqual(['DATE', 'COMMIT', 'DIGEST', 'READ-ON', 'ADDONS']);
  expect(row?.split(/ {2,}/).slice(7)).toEqual([
    '2026-11-23',
    'cccccccccccc',
    'sha256:aaaaaaaaaaaa',
    '-',
    'cni=cilium:1.17.4,metrics=1.0.0',
  ]);
});

test('names alone are one a line, and nothing is nothing', () => {
  expect(formatList(report(RELEASE, FAILED), 'name')).toBe('docker-scs-1-36-v1\ndocker-scs-1-36-v2\n');
  expect([formatList(report(), 'table'), formatList(report(), 'name')]).toEqual(['', '']);
});

test('what a release says of itself cannot write elsewhere on a terminal', () => {
  const text = formatList(report({ ...RELEASE, date: '\u001b[2J', commit: 'a\nb' }), 'wide');
  expect(text.split('\n')).toHaveLength(3);
  expect(text).not.toContain('\u001b');
});
