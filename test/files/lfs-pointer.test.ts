import { describe, expect, test } from 'vitest';
import { isLfsPointer } from '../../src/files/index.ts';
import { parseLines } from '../../src/stack/index.ts';
import { buildStack, type Overrides } from '../support/stack-builder.ts';

const OID = 'oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393';
const POINTER = `version https://git-lfs.github.com/spec/v1\n${OID}\nsize 12345\n`;

describe('isLfsPointer', () => {
  test.each<[what: string, text: string, expected: boolean]>([
    ['a pointer', POINTER, true],
    ['with Windows line ends', POINTER.replaceAll('\n', '\r\n'), true],
    ['without a last line end', POINTER.trimEnd(), true],
    ['with an extension', POINTER.replace('oid', `ext-0-foo ${OID.slice(4)}\noid`), true],
    ['of an old version', POINTER.replace('git-lfs', 'hawser'), true],
    ['nothing', '', false],
    ['a text about it', `# like this:\n${POINTER}`, false],
    ['more below it', `${POINTER}more: text\n`, false],
    ['longer than any', `${POINTER}${'\n'.repeat(1024)}`, false],
    ['no size', POINTER.replace(/size.*\n/, ''), false],
    ['a short digest', POINTER.replace('4d7a', '4d7'), false],
    ['another digest', POINTER.replace('sha256', 'md5'), false],
    ['another version', POINTER.replace('v1', 'v2'), false],
    ['in YAML', POINTER.replaceAll(/ (?=\S+$)/gm, ': '), false],
  ])('%s', (_, text, expected) => expect(isLfsPointer(Buffer.from(text))).toBe(expected));
});

describe('a pointer in a stack', () => {
  const read = (overrides: Overrides) =>
    parseLines('stacks/docker/demo', buildStack(overrides)).flatMap(({ findings }) =>
      findings.filter(({ code }) => code === 'git-lfs-pointer').map(({ verdict, file }) => `${verdict} ${file}`),
    );

  test.each([
    'cluster-addon/cni/charts/cilium-1.17.4.tgz',
    'cluster-addon/cni/Chart.yaml',
    'cluster-addon/cni/files/deep/image.png',
    'cluster-class/Chart.yaml',
    'cluster-class/files/image.png',
    'clusteraddon.yaml',
    'csctl.yaml',
    'node-images.yaml',
  ])('%s', (path) => expect(read({ [path]: POINTER })).toEqual([`refuse stacks/docker/demo/${path}`]));

  test('does not matter where it does not ship', () => {
    expect(read({ 'docs/image.png': POINTER, 'cluster-class/.helmignore': '*.png\n', 'cluster-class/image.png': POINTER })).toEqual([]);
  });
});
