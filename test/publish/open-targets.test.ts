import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeForeignNames, openTargets } from '../../src/publish/index.ts';
import { addRelease, openFake, useGitHub } from '../support/github/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const RUNTIME = { today: '2026-11-28' };
const OUTPUT = { targets: [], output: '.release' };
const start = useGitHub();

describe('where releases go, and where earlier ones are read from', () => {
  test.each<[name: string, targets: readonly string[], source: string | undefined, all: readonly string[], read: string]>([
    ['a layout beside the output, unless said', [], undefined, ['oci-layout:.release/oci'], 'oci-layout:.release/oci'],
    ['the first target is read', ['oci-layout:a', 'github:o/r'], undefined, ['oci-layout:a', 'github:o/r'], 'oci-layout:a'],
    ['another of the targets', ['oci-layout:a', 'oci-layout:b'], 'oci-layout:b', ['oci-layout:a', 'oci-layout:b'], 'oci-layout:b'],
    ['another place', ['oci-layout:a'], 'oci-archive:b.tar', ['oci-layout:a'], 'oci-archive:b.tar'],
    [
      'a target that is named twice is one',
      ['oci-layout:a', 'oci-layout:b', 'oci-layout:a'],
      undefined,
      ['oci-layout:a', 'oci-layout:b'],
      'oci-layout:a',
    ],
  ])('%s', (_, targets, source, all, read) => {
    const opened = openTargets({ ...OUTPUT, targets, source }, RUNTIME);
    expect([opened.all.map(({ url }) => url), opened.source.url]).toEqual([all, read]);
  });

  test('a source that is a target is listed once for both', () => {
    const { all, source } = openTargets({ ...OUTPUT, targets: ['oci-layout:a', 'oci-layout:b'], source: 'oci-layout:b' }, RUNTIME);
    expect(source).toBe(all[1]);
  });
});

describe('without the network', () => {
  const open = (targets: readonly string[], source?: string) => openTargets({ ...OUTPUT, targets, source, offline: true }, RUNTIME);

  test('what is on this machine can be had', () => {
    expect(open([]).all.map(({ url }) => url)).toEqual(['oci-layout:.release/oci']);
    expect(open(['oci-layout:a', 'oci-archive:b.tar'], 'oci-layout:c').source.url).toBe('oci-layout:c');
  });

  test.each<[remote: string, targets: readonly string[], source?: string]>([
    ['oci://registry.test/stacks', ['oci-layout:a', 'oci://registry.test/stacks']],
    ['github:owner/stacks', ['oci-archive:a.tar', 'github:owner/stacks']],
    ['oci://registry.test/stacks', ['oci-layout:a'], 'oci://registry.test/stacks'],
  ])('%s beside %j is refused', (remote, targets, source) =>
    expect(() => open(targets, source)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(`${remote} needs the network`) }),
    ),
  );

  test('a URL with a password is refused as one, which does not show it', () =>
    expect(() => open(['oci://me:secret@registry.test/stacks'])).toThrow(
      expect.objectContaining({ code: 'invalid-target', message: expect.not.stringContaining('secret') }),
    ));
});

describe('names at the source that CSO stumbles over', () => {
  const warnOf = async (...names: readonly string[]) => {
    const github = await start();
    for (const name of names) addRelease(github.repository, name);
    return describeForeignNames(openFake(github).target);
  };

  test.each<[names: readonly string[], shown: string | undefined]>([
    [[], undefined],
    [['docker-demo-1-32-v1'], undefined],
    [['latest', 'docker-demo-1-32-v1'], '(latest)'],
    [['e', 'd', 'c', 'b', 'a'], '(a, b, c, d, e)'],
    [['f', 'e', 'd', 'c', 'b', 'a'], '(a, b, c, d, e and 1 more)'],
    [['g', 'f', 'e', 'd', 'c', 'b', 'a'], '(a, b, c, d, e and 2 more)'],
  ])('of %j: %s', async (names, shown) => {
    const expected = shown && expect.stringContaining(`github:owner/stacks has tags that name no release ${shown}; `);
    expect(await warnOf(...names)).toEqual(expected);
  });

  test('a source that cannot be listed is reported elsewhere', async () => {
    const directory = join(temporaryDirectory(), 'oci');
    writeFileSync(directory, 'not a layout');
    const { source } = openTargets({ ...OUTPUT, targets: [`oci-layout:${directory}`] }, RUNTIME);
    expect(await describeForeignNames(source)).toBeUndefined();
  });
});
