import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { build } from '../../src/release.ts';
import { nameOfLine, readLines } from '../../src/stack/index.ts';
import { formatConfig, type Overrides, writeStack } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Writes stacks by folder. */
function write(stacks: Readonly<Record<string, Overrides>>): string {
  const root = temporaryDirectory();
  for (const [folder, overrides] of Object.entries(stacks)) writeStack(join(root, folder), overrides);
  return root;
}

const rows = (...versions: readonly string[]): Overrides => ({
  'versions.yaml': versions.map((version) => `- kubernetes: ${version}\n`).join(''),
});
const minor = (version: string): Overrides => ({
  'csctl.yaml': null,
  'stack.yaml': `provider: docker\nclusterStackName: demo\nkubernetesVersion: ${version}\n`,
});

/** The lines with their folders, or the error's code and message. */
async function read(root: string, kubernetes?: string): Promise<readonly string[]> {
  try {
    const sources = await readLines({ stacks: [root], kubernetes });
    return sources.map((source) => `${relative(root, source.directory)} ${source.config ? nameOfLine(source) : '?'}`);
  } catch (error) {
    const { code, message } = error as { readonly code: string; readonly message: string };
    return [code, message.replaceAll(`${root}/`, '')];
  }
}

describe('readLines', () => {
  const MIXED = {
    a: rows('1.31.9', '1.32.5'),
    'b/1-33': minor('1.33'),
    'b/1-34': minor('1.34.1'),
    c: { 'csctl.yaml': formatConfig({ name: 'c' }) },
  };

  test.each<[kubernetes: string | undefined, lines: readonly string[]]>([
    [undefined, ['a docker-demo-1-31', 'a docker-demo-1-32', 'b/1-33 docker-demo-1-33', 'b/1-34 docker-demo-1-34', 'c docker-c-1-32']],
    ['1.32', ['a docker-demo-1-32', 'c docker-c-1-32']],
    ['1.33', ['b/1-33 docker-demo-1-33']],
    [
      '1.3',
      [
        'no-stack',
        'no line is for Kubernetes 1.3; there are docker-demo-1-31, docker-demo-1-32, docker-demo-1-33, docker-demo-1-34, docker-c-1-32',
      ],
    ],
  ])('rows, folders for minors and classic stacks, selected by %s', async (kubernetes, lines) => {
    expect(await read(write(MIXED), kubernetes)).toEqual(lines);
  });

  test('a row that cannot be read is always in', async () => {
    expect(await read(write({ a: rows('1.31.9', 'latest') }), '1.31')).toEqual(['a docker-demo-1-31', 'a ?']);
  });

  test.each<[name: string, stacks: Readonly<Record<string, Overrides>>, places: string]>([
    ['a row and a classic stack', { a: rows('1.31.9', '1.32.5'), b: {} }, 'a/versions.yaml:2 and b/csctl.yaml:3'],
    ['rows of two directories', { a: rows('1.32.5'), b: rows('1.31.0', '1.32.5') }, 'a/versions.yaml:1 and b/versions.yaml:2'],
    ['a row and a folder', { a: rows('1.32.5'), 'b/1-32': minor('1.32') }, 'a/versions.yaml:1 and b/1-32/stack.yaml:3'],
  ])('one line twice: %s', async (_, stacks, places) => {
    const message = `${places} both make docker-demo-1-32; change the name or the Kubernetes minor of one of them`;
    expect(await read(write(stacks))).toEqual(['duplicate-line', message]);
  });

  test('more rows than there are minors make no line, and that is said once', async () => {
    const sources = await readLines({ stacks: [write({ a: rows(...Array.from({ length: 20_000 }, (_, patch) => `1.32.${patch}`)) })] });
    expect(sources.map(({ findings }) => findings.map(({ code, line, message }) => [code, line, message]))).toEqual([
      [['row-form', 201, 'has 20000 rows, and no more than 200 are read: one for each Kubernetes minor; delete the others']],
    ]);
  });

  test('two rows of one file are a finding of the line', async () => {
    const [first, second] = await readLines({ stacks: [write({ a: rows('1.32.5', '1.32.6') })] });
    expect([first, second].map((source) => source?.findings.map(({ code, line }) => [code, line]))).toEqual([
      [['row-duplicate', 1]],
      [['row-duplicate', 2]],
    ]);
  });
});

describe('build', () => {
  const refusals = (findings: readonly Finding[]) => findings.filter(({ verdict }) => verdict === 'refuse').map(({ code }) => code);
  const run = async (root: string, stack: string, kubernetes?: string) => {
    const request = { stacks: [join(root, stack)], mode: { kind: 'stable' }, output: join(root, 'out'), targets: [], kubernetes } as const;
    const { releases } = await build(request, { today: '2026-11-22' });
    return releases.map(({ release, action, digest, findings }) => ({ release, action, digest, refused: refusals(findings) }));
  };

  test('a line for each row, the same alone as together', async () => {
    const root = write({ a: rows('1.30.1', '1.31.1', '1.32.5', '1.33.1', '1.34.1') });
    const together = await run(root, 'a');
    expect(together.map(({ release, action }) => [release, action])).toEqual(
      [30, 31, 32, 33, 34].map((one) => [`docker-demo-1-${one}-v1`, 'built']),
    );
    for (const [index, one] of together.entries()) expect(await run(root, 'a', `1.${30 + index}`)).toEqual([one]);
    expect(new Set(together.map(({ digest }) => digest)).size).toBe(5);
  });

  test('a row that is refused does not stop the others', async () => {
    const lines = await run(write({ a: rows('1.31.1', '1.32.5', '1.32.6', 'latest') }), 'a');
    expect(lines.map(({ action, refused }) => [action, refused])).toEqual([
      ['built', []],
      ['refused', ['row-duplicate']],
      ['refused', ['row-duplicate']],
      ['refused', ['kubernetes-version']],
    ]);
  });

  test('a minor without a patch is checked, and not built', async () => {
    const root = write({ 'b/1-33': minor('1.33') });
    const [source] = await readLines({ stacks: [root] });
    expect(source?.findings.map(({ verdict, code }) => [verdict, code])).toContainEqual(['unknown', 'open-patch']);
    expect(await run(root, 'b')).toMatchObject([{ action: 'refused', refused: ['open-patch'] }]);
  });
});
