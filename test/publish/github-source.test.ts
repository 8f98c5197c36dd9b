import { describe, expect, test } from 'vitest';
import { digestOfFiles } from '../../src/digest.ts';
import { fetchRelease, findNewest, type ReleaseContent } from '../../src/release/index.ts';
import { codeOf } from '../support/code-of.ts';
import { addAsset, addRelease, digestOf, openFake, useGitHub } from '../support/github/index.ts';
import { buildContent } from '../support/release-builder.ts';

const LINE = { provider: 'docker', name: 'demo', kubernetes: { major: 1, minor: 32 } };
const NAME = 'docker-demo-1-32-v1';
const start = useGitHub();

/** A release's files, as they would stand on GitHub. */
function filesOf(release: ReleaseContent): Record<string, Buffer> {
  return Object.fromEntries(release.assets.map(({ name, bytes }) => [name, bytes]));
}

describe('reading', () => {
  test('the newest release, and its files through the storage, without the token', async () => {
    const github = await start();
    const release = await buildContent('v2');
    addRelease(github.repository, 'docker-demo-1-32-v1', filesOf(await buildContent('v1')));
    addRelease(github.repository, 'docker-demo-1-32-v2', filesOf(release));
    addRelease(github.repository, 'docker-demo-1-32-v3', filesOf(release), { isDraft: true });
    const newest = await findNewest(openFake(github).target, LINE, 'stable');
    expect(newest?.metadata.kubernetes).toBe('v1.32.5');
    expect(github.requests).toHaveLength(3);
    if (newest === undefined) throw new Error('there is none');
    expect(await fetchRelease(newest.published)).toEqual(release);
  });

  test('without a token, what is public', async () => {
    const github = await start();
    addRelease(github.repository, NAME, filesOf(await buildContent()));
    const { target } = openFake(github, { token: undefined });
    expect(await target.list()).toEqual([NAME]);
    expect(await codeOf(target.stage(await buildContent('v2')))).toBe('unauthorized');
  });

  test.each([30, 31, 250, 1001])('%i releases', async (count) => {
    const github = await start();
    const names = Array.from({ length: count }, (_, index) => `docker-demo-1-32-v${index + 1}`);
    for (const name of names) addRelease(github.repository, name);
    const { target, said } = openFake(github);
    expect((await target.list()).toSorted()).toEqual(names.toSorted());
    expect(github.requests).toHaveLength(Math.ceil(count / 100));
    expect(said).toEqual(count > 30 ? [expect.stringContaining(`has ${count} releases, and CSO reads only the first 30`)] : []);
  });

  test('a release without a name is warned of, and one without metadata is not listed', async () => {
    const github = await start();
    addRelease(github.repository, NAME, {}, { name: null });
    const { target, said } = openFake(github);
    await target.list();
    expect(said).toEqual([expect.stringContaining('the release docker-demo-1-32-v1 must be named as the tag is')]);
    expect(await codeOf(target.read(NAME))).toBe('not-a-release');
    expect(await target.read('docker-demo-1-32-v2')).toBeUndefined();
  });

  test('of several releases without a name the first is warned of; drafts have none yet, and do not count', async () => {
    const github = await start();
    for (let version = 1; version <= 31; version++)
      addRelease(github.repository, `docker-demo-1-32-v${version}`, {}, { isDraft: true, name: null });
    for (const version of [40, 41]) addRelease(github.repository, `docker-demo-1-32-v${version}`, {}, { name: 'First' });
    const { target, said } = openFake(github);
    expect(await target.list()).toEqual(['docker-demo-1-32-v41', 'docker-demo-1-32-v40']);
    await target.list();
    expect(said).toEqual([expect.stringContaining('docker-demo-1-32-v41 and 1 more releases must be named as the tag is')]);
  });

  test.each<[name: string, files: Readonly<Record<string, string>>]>([
    ['no files', {}],
    ['no metadata', { 'hashes.json': '' }],
    ['a file that leads out of a folder', { 'metadata.yaml': '', '../x': '' }],
    [
      'too many files',
      Object.fromEntries(['metadata.yaml', ...Array.from({ length: 64 }, (_, index) => `file-${index}`)].map((name) => [name, ''])),
    ],
  ])('a release with %s is none of ours', async (_, files) => {
    const github = await start();
    addRelease(github.repository, NAME, files);
    expect(await codeOf(openFake(github).target.read(NAME))).toBe('not-a-release');
  });

  test('a release says what GitHub says of it, without files that broke off, and gives no others', async () => {
    const github = await start();
    const release = addRelease(github.repository, NAME, { 'metadata.yaml': 'y', 'values.yaml': 'z' }, { name: 'First' });
    addAsset(github.repository, release, 'hashes.json', Buffer.alloc(0), 'text/plain', false);
    const published = await openFake(github).target.read(NAME);
    const files = ['metadata.yaml', 'values.yaml'].map((name, index) => ({
      name,
      digest: digestOf(Buffer.from('yz'.charAt(index))),
      size: 1,
    }));
    expect(published).toEqual({
      url: 'github:owner/stacks',
      name: NAME,
      title: 'First',
      digest: digestOfFiles(files),
      kubernetes: undefined,
      provenance: undefined,
      origin: undefined,
      files,
      fetch: expect.any(Function),
    });
    const [file] = files;
    if (published === undefined || file === undefined) return expect.unreachable();
    const before = github.requests.length;
    expect((await Promise.all([published.fetch(file), published.fetch(file)])).map(String)).toEqual(['y', 'y']);
    // Each file is downloaded once: it is asked for, and then fetched from the storage.
    expect(github.requests.length - before).toBe(2);
    expect(await codeOf(published.fetch({ ...file, name: 'hashes.json' }))).toBe('not-a-release');
  });

  test('bytes that are not what GitHub says', async () => {
    const github = await start({ intercept: ({ host }) => (host === 'storage' ? { status: 200, body: Buffer.from('x') } : undefined) });
    addRelease(github.repository, NAME, { 'metadata.yaml': 'y' });
    const published = await openFake(github).target.read(NAME);
    const [file] = published?.files ?? [];
    if (published === undefined || file === undefined) throw new Error('there is none');
    expect(await codeOf(published.fetch(file))).toBe('source-failed');
  });
});
