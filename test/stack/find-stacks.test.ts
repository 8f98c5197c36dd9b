import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findStacks } from '../../src/stack/index.ts';
import { readLines } from '../../src/stack/read-lines.ts';
import { formatConfig, writeStack } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

function writeConfigs(...directories: readonly string[]): string {
  const root = temporaryDirectory();
  for (const directory of directories) {
    mkdirSync(join(root, directory), { recursive: true });
    writeFileSync(join(root, directory, 'csctl.yaml'), '');
  }
  return root;
}

const STACKS = [
  'stacks/docker/scs',
  'stacks/openstack/scs/1-31',
  'stacks/openstack/scs/1-32',
  'stacks/.hidden/x',
  'stacks/node_modules/x',
  'other/deep/a/b/c',
  'docs',
];

async function find(root: string, ...patterns: readonly string[]): Promise<readonly string[] | string> {
  try {
    const found = await findStacks(patterns.map((pattern) => `${root}/${pattern}`));
    return found.map((path) => relative(root, path));
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('findStacks', () => {
  test.each<[patterns: readonly string[], found: readonly string[] | string]>([
    [['stacks/docker/scs'], ['stacks/docker/scs']],
    [['stacks/docker/scs/'], ['stacks/docker/scs']],
    [['stacks/docker/scs///'], ['stacks/docker/scs']],
    [['stacks/./docker/../docker/scs'], ['stacks/docker/scs']],
    [['stacks/docker'], ['stacks/docker/scs']],
    [['stacks'], ['stacks/docker/scs', 'stacks/openstack/scs/1-31', 'stacks/openstack/scs/1-32']],
    [
      ['stacks/openstack', 'stacks/docker/scs', 'stacks/openstack/scs/1-32'],
      ['stacks/docker/scs', 'stacks/openstack/scs/1-31', 'stacks/openstack/scs/1-32'],
    ],
    [['stacks/docker/scs', 'stacks/docker/scs/'], ['stacks/docker/scs']],
    [['stacks/*'], ['stacks/docker/scs', 'stacks/openstack/scs/1-31', 'stacks/openstack/scs/1-32']],
    [['stacks/*/scs'], ['stacks/docker/scs', 'stacks/openstack/scs/1-31', 'stacks/openstack/scs/1-32']],
    [['stacks/**/1-3[2-9]'], ['stacks/openstack/scs/1-32']],
    [['stacks/{docker,nothing}/*'], ['stacks/docker/scs']],
    [['stacks/.hidden/x'], ['stacks/.hidden/x']],
    [['other'], ['other/deep/a/b/c']],
    [['stacks/nothing-*'], 'no-stack'],
    [['nowhere'], 'no-stack'],
    [['empty'], 'no-stack'],
    [['stacks/docker/scs/csctl.yaml'], ['stacks/docker/scs']],
    [['stacks/docker/scs/csctl.yaml/x'], 'no-stack'],
    [['stacks/docker', 'nowhere'], 'no-stack'],
    [['stacks/docker/scs/*'], 'no-stack'],
  ])('%j', async (patterns, found) => {
    const root = writeConfigs(...STACKS);
    mkdirSync(join(root, 'empty'));
    expect(await find(root, ...patterns)).toEqual(found);
  });

  test('a directory whose name has the signs of a glob', async () => {
    const root = writeConfigs('stacks/[a]', 'stacks/a');
    expect(await find(root, 'stacks/[a]')).toEqual(['stacks/[a]']);
  });

  test('a stack inside another is not a stack of its own', async () => {
    const root = writeConfigs('stacks/a', 'stacks/a/cluster-addon/b');
    expect([await find(root, 'stacks'), await find(root, 'stacks/*')]).toEqual([['stacks/a'], ['stacks/a']]);
  });

  test('a link to a stack is followed when it is named, and not when it is found', async () => {
    const root = writeConfigs('stacks/a');
    symlinkSync('a', join(root, 'stacks/link'));
    expect([await find(root, 'stacks/link'), await find(root, 'stacks')]).toEqual([['stacks/link'], ['stacks/a']]);
  });

  test('a stack.yaml makes a stack, too', async () => {
    const root = temporaryDirectory();
    mkdirSync(join(root, 'x/1-32'), { recursive: true });
    writeFileSync(join(root, 'x/1-32/stack.yaml'), '');
    expect(await find(root, 'x')).toEqual(['x/1-32']);
  });

  test('a versions.yaml without csctl.yaml is found, unless stacks are below it', async () => {
    const root = writeConfigs('x/a/1-32');
    mkdirSync(join(root, 'x/b'));
    for (const folder of ['x/a', 'x/b']) writeFileSync(join(root, folder, 'versions.yaml'), '');
    expect([await find(root, 'x'), await find(root, 'x/b/versions.yaml')]).toEqual([['x/a/1-32', 'x/b'], ['x/b']]);
  });

  describe('without arguments', () => {
    const before = process.cwd();
    afterEach(() => process.chdir(before));

    test('all below stacks/ and providers/', async () => {
      process.chdir(writeConfigs('stacks/a/b', 'providers/openstack/scs/1-32', 'other/c'));
      expect(await findStacks([])).toEqual(['providers/openstack/scs/1-32', 'stacks/a/b']);
    });

    test.each([
      ['stacks/dokcer/scs', 'stacks/docker/scs'],
      ['stacks/docker/sc', 'stacks/docker/scs'],
      ['./stacks/docker/scss/', 'stacks/docker/scs'],
      ['stack/docker/scs', 'stacks/docker/scs'],
      ['stacks/dokcer', 'stacks/docker'],
      ['docker/scs', 'stacks/docker/scs'],
      ['stacks/opnstack/scs/1-32', 'stacks/openstack/scs/1-32'],
      ['stacks/dokcer/*', 'stacks/docker'],
      ['stacks/opnstack*', 'stacks/openstack'],
      ['mistake', 'mystake'],
      ['other/deep/a/b/d', 'other/deep/a/b/c'],
      ['nowhere', undefined],
      ['/nowhere/at/all', undefined],
      ['stacks/nothing-*', undefined],
      ['docs', undefined],
    ])('%s is not there, and %s is meant', async (pattern, meant) => {
      process.chdir(writeConfigs(...STACKS, 'mystake'));
      rmSync('docs/csctl.yaml');
      const { message } = await findStacks([pattern]).then(
        () => expect.unreachable(),
        (error: Error) => error,
      );
      expect(/did you mean (.*)\?$/.exec(message)?.[1]).toBe(meant);
    });

    test('nothing there', async () => {
      process.chdir(writeConfigs('other/c'));
      await expect(findStacks([])).rejects.toMatchObject({ code: 'no-stack' });
    });

    test('paths stay as short as they were given', async () => {
      process.chdir(writeConfigs('stacks/a', 'stacks/b'));
      expect(await findStacks(['./stacks/a/', 'stacks/*'])).toEqual(['stacks/a', 'stacks/b']);
      process.chdir('stacks/a');
      expect(await findStacks(['.'])).toEqual(['.']);
    });
  });
});

describe('readLines', () => {
  const write = (...configs: readonly Parameters<typeof formatConfig>[0][]) => {
    const root = temporaryDirectory();
    for (const [index, config] of configs.entries()) writeStack(join(root, `s${index}`), { 'csctl.yaml': formatConfig(config) });
    return root;
  };
  const lines = async (root: string, kubernetes?: string): Promise<readonly string[] | string> => {
    try {
      return (await readLines({ stacks: [root], kubernetes })).map(({ directory }) => relative(root, directory));
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  test.each<[kubernetes: string | undefined, found: readonly string[] | string]>([
    [undefined, ['s0', 's1', 's2']],
    ['1.32', ['s0', 's2']],
    ['v1.32', ['s0', 's2']],
    ['1-33', ['s1', 's2']],
    ['1.34', ['s2']],
    ['1.32.5', 'usage'],
    ['', 'usage'],
    ['latest', 'usage'],
  ])('selected by %s; one whose version cannot be read is always in', async (kubernetes, found) => {
    expect(await lines(write({}, { kubernetes: 'v1.33.0' }, { kubernetes: 'x' }), kubernetes)).toEqual(found);
  });

  test('none left', async () => expect(await lines(write({}), '1.31')).toBe('no-stack'));
  test('two directories of one line', async () => expect(await lines(write({}, { kubernetes: 'v1.32.9' }))).toBe('duplicate-line'));
  test('two of one line, and neither is selected', async () =>
    expect(await lines(write({}, {}, { kubernetes: 'v1.33.1' }), '1.33')).toEqual(['s2']));
});

test('one stack named by a relative and an absolute path is one', async () => {
  const root = writeConfigs('stack');
  const [there] = [`${root}/stack`];
  expect(await findStacks([there, relative(process.cwd(), there)])).toEqual([there]);
});
