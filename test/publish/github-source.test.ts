import { describe, expect, test } from 'vitest';
import { openTarget } from '../../src/publish/index.ts';
import { fetchRelease, findNewest, type ReleaseContent } from '../../src/release/index.ts';
import { addRelease, codeOf, openFake, useGitHub } from '../support/github/index.ts';
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

  test('bytes that are not what GitHub says', async () => {
    const github = await start({ intercept: ({ host }) => (host === 'storage' ? { status: 200, body: Buffer.from('x') } : undefined) });
    addRelease(github.repository, NAME, { 'metadata.yaml': 'y' });
    const published = await openFake(github).target.read(NAME);
    const [file] = published?.files ?? [];
    if (published === undefined || file === undefined) throw new Error('there is none');
    expect(await codeOf(published.fetch(file))).toBe('source-failed');
  });
});

describe('targets', () => {
  test.each(['github:', 'github:owner', 'github:owner/a/b', 'github:owner/repo.git', 'github:owner/..', 'github:https://github.com/o/r'])(
    '%s',
    (url) => expect(() => openTarget(url, {})).toThrow(expect.objectContaining({ code: 'invalid-target' })),
  );

  test('names keep their form', () => {
    expect(openTarget('github:Owner/some.repo', {}).url).toBe('github:Owner/some.repo');
  });

  test.each(['http://github.example', 'https://user:s3cr3t@github.example', 'github.example'])('the API URL %s', (apiUrl) => {
    expect(() => openTarget('github:owner/repo', { github: { apiUrl } })).toThrow(expect.objectContaining({ code: 'invalid-target' }));
  });
});
