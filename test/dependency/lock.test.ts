import { describe, expect, test } from 'vitest';
import { formatLock, parseLock } from '../../src/dependency/index.ts';

const FILE = 'stacks/docker/demo/stack.lock.yaml';
const CILIUM = {
  folder: 'cluster-addon/cni',
  name: 'cilium',
  version: '1.17.4',
  repository: 'https://charts.example.com',
  sha256: 'a'.repeat(64),
};
const OLD = { ...CILIUM, alias: 'old', version: '1.16.6', sha256: 'b'.repeat(64) };
const IMAGES = new Map([
  ['registry.example.com/z:v1', `sha256:${'d'.repeat(64)}`],
  ['registry.example.com/a:v1', `sha256:${'c'.repeat(64)}`],
]);
const TEXT = formatLock(
  new Map([
    ['docker-demo-1-33', { kubernetes: 'v1.33.1', dependencies: [], images: new Map() }],
    ['docker-demo-1-32', { kubernetes: 'v1.32.5', dependencies: [CILIUM, OLD], images: IMAGES }],
  ]),
);

const parse = (text: string) => parseLock(FILE, Buffer.from(text));

describe('a lock', () => {
  test('is sorted, one field a line', () => {
    expect(TEXT).toBe(`# Written by clusterstack update: what each line is made of, to the byte. Keep it in git.
lockVersion: 1
lines:
  docker-demo-1-32:
    kubernetes: v1.32.5
    charts:
      "cluster-addon/cni":
        - name: "cilium"
          version: "1.17.4"
          repository: "https://charts.example.com"
          sha256: ${'a'.repeat(64)}
        - name: "cilium"
          alias: "old"
          version: "1.16.6"
          repository: "https://charts.example.com"
          sha256: ${'b'.repeat(64)}
    images:
      "registry.example.com/a:v1": sha256:${'c'.repeat(64)}
      "registry.example.com/z:v1": sha256:${'d'.repeat(64)}
  docker-demo-1-33:
    kubernetes: v1.33.1
`);
  });

  test('is read as it was written', () => {
    const { lock, findings } = parse(TEXT);
    expect(findings).toEqual([]);
    expect([...(lock ?? [])]).toEqual([
      [
        'docker-demo-1-32',
        {
          kubernetes: 'v1.32.5',
          place: { file: FILE, line: 4, column: 3 },
          dependencies: [
            { ...CILIUM, place: { file: FILE, line: 8, column: 11 } },
            { ...OLD, place: { file: FILE, line: 12, column: 11 } },
          ],
          images: IMAGES,
        },
      ],
      ['docker-demo-1-33', { kubernetes: 'v1.33.1', place: { file: FILE, line: 20, column: 3 }, dependencies: [], images: new Map() }],
    ]);
    expect(formatLock(lock ?? new Map())).toBe(TEXT);
  });

  test.each<[what: string, text: string, code: string, line: number]>([
    ['no YAML', 'lines: [', 'yaml-syntax', 1],
    ['nothing', '', 'lock-file', 1],
    ['of another version', TEXT.replace('lockVersion: 1', 'lockVersion: 2'), 'lock-file', 2],
    ['without lines', 'lockVersion: 1\n', 'lock-file', 1],
    ['a line without Kubernetes', TEXT.replace('kubernetes: v1.32.5', 'kubernetes: 1.32'), 'lock-file', 4],
    ['a dependency without a digest', TEXT.replace(/sha256: a+/, 'sha256: aa'), 'lock-file', 8],
    ['a dependency without a version', TEXT.replace('version: "1.17.4"', 'other: x'), 'lock-file', 8],
    ['a key twice', TEXT.replace('docker-demo-1-33', 'docker-demo-1-32'), 'duplicate-key', 20],
    ['an image without a digest', TEXT.replace(/sha256:c+/, 'sha256:cc'), 'lock-file', 18],
  ])('%s: none', (_, text, code, line) => {
    const { lock, findings } = parse(text);
    expect(lock).toBeUndefined();
    expect(findings.map((finding) => [finding.verdict, finding.code, finding.line ?? 1])).toEqual([['refuse', code, line]]);
  });
});
