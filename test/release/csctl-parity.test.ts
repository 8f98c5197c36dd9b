import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArchive } from '../../src/chart/read-archive.ts';
import { decideRelease } from '../../src/release/decide-release.ts';
import type { ReleaseSource } from '../../src/release/index.ts';
import { readStack } from '../../src/stack/index.ts';

/** Small stacks and what csctl made of them; not part of the repository. */
const GOLDEN = join(import.meta.dirname, '../../../shared/csctl-golden');

interface Expected {
  readonly release: string;
  readonly files: readonly string[];
  readonly metadata: string;
  readonly hashes: Readonly<Record<string, string>>;
  readonly archives: Readonly<Record<string, readonly string[]>>;
}

const nowhere: ReleaseSource = {
  url: 'nowhere:',
  list: () => Promise.reject(new Error('asked')),
  read: () => Promise.reject(new Error('asked')),
};

describe.skipIf(!existsSync(GOLDEN))('what csctl makes in hash mode (skipped without ../shared/csctl-golden)', () => {
  test.each(['multi-stage', 'single-stage', 'odd-files'])('%s', async (name) => {
    const [source] = readStack(join(GOLDEN, name, 'stack'));
    const stack = source?.stack;
    if (stack === undefined) throw new Error(JSON.stringify(source?.findings));
    const { content } = await decideRelease(stack, { kind: 'hash' }, nowhere, []);
    const { contents, ...hashes } = JSON.parse(
      content.assets.find((asset) => asset.name === 'hashes.json')?.bytes.toString() ?? '',
    ) as Record<string, unknown>;
    const archives = content.assets.filter((asset) => asset.name.endsWith('.tgz'));
    const lists = await Promise.all(
      archives.map(async (asset) => [asset.name, (await readArchive(asset.name, asset.bytes)).map(({ path }) => path)] as const),
    );
    const actual: Expected = {
      release: content.name,
      files: content.assets.map((asset) => asset.name),
      metadata: content.assets.find((asset) => asset.name === 'metadata.yaml')?.bytes.toString() ?? '',
      hashes: hashes as Record<string, string>,
      archives: Object.fromEntries(lists),
    };
    const expected = JSON.parse(readFileSync(join(GOLDEN, name, 'expected.json'), 'utf8')) as Expected;
    expect(actual).toEqual({
      ...expected,
      archives: Object.fromEntries(Object.entries(expected.archives).map(([archive, paths]) => [archive, paths.toSorted()])),
    });
    expect(contents).toMatchObject({ format: 1 });
  });
});
