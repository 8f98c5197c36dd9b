import { afterEach, describe, expect, test } from 'vitest';
import type { ReleaseContent } from '../../src/asset/index.ts';
import { digestOfFiles } from '../../src/publish/github-content.ts';
import { fetchRelease, findNewest, openTarget } from '../../src/publish/index.ts';
import {
  addAsset,
  addRelease,
  describeVisible,
  type FakeGitHub,
  type FakeGitHubOptions,
  HEAD,
  openFake,
  runRelease,
  startGitHub,
} from '../support/github/index.ts';
import { buildContent } from '../support/release-builder.ts';
import { replaceAsset } from '../support/repack.ts';

const LINE = { provider: 'docker', name: 'demo', kubernetes: { major: 1, minor: 32 } };
const NAME = 'docker-demo-1-32-v1';
const open: FakeGitHub[] = [];

async function start(options?: FakeGitHubOptions): Promise<FakeGitHub> {
  const github = await startGitHub(options);
  open.push(github);
  return github;
}

afterEach(async () => {
  for (const github of open.splice(0)) {
    await github.close();
    expect(github.violations).toEqual([]);
    expect(github.touched).toEqual([]);
  }
});

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: { code: string }) => error.code,
  );

/** A release's files, as they would stand on GitHub. */
function filesOf(release: ReleaseContent): Record<string, Buffer> {
  return Object.fromEntries(release.assets.map(({ name, bytes }) => [name, bytes]));
}

const summary = (github: FakeGitHub): string[] => github.requests.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);

describe('publishing', () => {
  test('a draft, its files, a look at them, and then it is visible', async () => {
    const github = await start();
    const release = await buildContent();
    expect(await runRelease(openFake(github).target, release)).toEqual({ result: 'published', digest: digestOfFiles(release.assets) });
    expect(describeVisible(github.repository)).toEqual([
      {
        tag: NAME,
        name: NAME,
        body: expect.stringContaining('for Kubernetes v1.32.5'),
        commit: HEAD,
        isPrerelease: false,
        isLatest: true,
        assets: release.assets.map(({ name, mediaType, digest }) => `${name} ${mediaType} true ${digest}`),
      },
    ]);
    const id = github.repository.releases[0]?.id;
    const root = '/repos/owner/stacks';
    expect(summary(github).slice(0, 11)).toEqual([
      `GET ${root}/releases`,
      `GET ${root}/git/ref/tags/${NAME}`,
      `POST ${root}/releases`,
      ...release.assets.map(() => `POST ${root}/releases/${id}/assets`),
      `GET ${root}/releases/${id}`,
      `GET ${root}/releases/${id}`,
      `PATCH ${root}/releases/${id}`,
    ]);
  });

  test('again it is present, after one request', async () => {
    const github = await start();
    const release = await buildContent();
    await runRelease(openFake(github).target, release);
    github.requests.length = 0;
    expect(await runRelease(openFake(github).target, release)).toEqual({ result: 'present', digest: digestOfFiles(release.assets) });
    expect(summary(github)).toEqual(['GET /repos/owner/stacks/releases']);
    github.requests.length = 0;
    expect((await openFake(github).target.ask(release))?.result).toBe('present');
    expect(summary(github)).toEqual([`GET /repos/owner/stacks/releases/tags/${NAME}`]);
  });

  test('other content under the name is a conflict, and nothing is overwritten', async () => {
    const github = await start();
    await runRelease(openFake(github).target, await buildContent());
    const before = describeVisible(github.repository);
    const other = await buildContent('v1', { 'cluster-class/values.yaml': 'x: 1\n' });
    expect(await codeOf(openFake(github).target.ask(other))).toBe('release-conflict');
    expect(await codeOf(openFake(github).target.stage(other))).toBe('release-conflict');
    expect(describeVisible(github.repository)).toEqual(before);
  });

  test('another hashes.json is no other content', async () => {
    const github = await start();
    const release = await buildContent();
    await runRelease(openFake(github).target, release);
    const other = replaceAsset(release, 'hashes.json', Buffer.from('{"clusterStack": "abcdefghi"}'));
    expect(await runRelease(openFake(github).target, other)).toEqual({ result: 'present', digest: digestOfFiles(release.assets) });
  });

  test('where GitHub states no digests the bytes are compared', async () => {
    const github = await start({ withDigests: false });
    const release = await buildContent();
    expect((await runRelease(openFake(github).target, release)).result).toBe('published');
    expect((await runRelease(openFake(github).target, release)).result).toBe('present');
    const other = await buildContent('v1', { 'cluster-class/values.yaml': 'x: 1\n' });
    expect(await codeOf(openFake(github).target.ask(other))).toBe('release-conflict');
  });

  test.each<[names: string[], next: string, expected: Record<string, boolean>]>([
    [['docker-demo-1-32-v1'], 'v2', { 'docker-demo-1-32-v2': true }],
    [['docker-demo-1-33-v1'], 'v2', { 'docker-demo-1-32-v2': false, 'docker-demo-1-33-v1': true }],
    [['docker-demo-1-31-v7'], 'v1', { 'docker-demo-1-32-v1': true }],
    [['docker-demo-1-32-v3'], 'v2', { 'docker-demo-1-32-v3': true, 'docker-demo-1-32-v2': false }],
    [['docker-demo-1-32-v1'], 'v0-beta.100', { 'docker-demo-1-32-v1': true, 'docker-demo-1-32-v0-beta-100': false }],
    [['openstack-scs-1-32-v9', 'anything'], 'v1', { 'docker-demo-1-32-v1': true }],
  ])('after %j, %s: what is latest', async (names, next, expected) => {
    const github = await start();
    for (const name of names) github.repository.latest = addRelease(github.repository, name, { 'metadata.yaml': '' }).id;
    await runRelease(openFake(github).target, await buildContent(next));
    const visible = describeVisible(github.repository) as { tag: string; isLatest: boolean; isPrerelease: boolean }[];
    for (const [name, isLatest] of Object.entries(expected)) expect(visible.find(({ tag }) => tag === name)?.isLatest).toBe(isLatest);
    expect(visible.filter(({ isPrerelease }) => isPrerelease).map(({ tag }) => tag)).toEqual(
      next.includes('-') ? ['docker-demo-1-32-v0-beta-100'] : [],
    );
  });
});

describe('what earlier runs left', () => {
  /** A draft as a run leaves it that is killed before it publishes, after so many uploads. */
  async function leaveDraft(github: FakeGitHub, release: ReleaseContent, files = Number.POSITIVE_INFINITY) {
    await openFake(github).target.stage(release);
    const [draft] = github.repository.releases;
    if (draft === undefined) throw new Error('there is no draft');
    draft.assets.splice(files);
    github.requests.length = 0;
    return draft;
  }

  test.each([[0], [2], [5]])('a draft with %i files is taken over', async (files) => {
    const github = await start();
    const release = await buildContent();
    const draft = await leaveDraft(github, release, files);
    expect((await runRelease(openFake(github).target, release)).result).toBe('published');
    expect(github.repository.releases.map(({ id }) => id)).toEqual([draft.id]);
    expect(summary(github).filter((line) => line.startsWith('POST'))).toHaveLength(5 - files);
  });

  test.each<[name: string, spoil: (github: FakeGitHub, draft: FakeGitHub['repository']['releases'][number]) => void]>([
    ['a starter', (github, draft) => addAsset(github.repository, draft, 'metadata.yaml', Buffer.alloc(0), 'text/plain', false)],
    ['other bytes', (github, draft) => addAsset(github.repository, draft, 'metadata.yaml', Buffer.from('x'))],
    ['a foreign file', (github, draft) => addAsset(github.repository, draft, 'notes.txt', Buffer.from('x'))],
  ])('a draft with %s is replaced', async (_, spoil) => {
    const github = await start();
    const release = await buildContent();
    const draft = await leaveDraft(github, release, 4);
    spoil(github, draft);
    expect((await runRelease(openFake(github).target, release)).result).toBe('published');
    expect(github.repository.releases.map(({ id, isDraft }) => [id === draft.id, isDraft])).toEqual([[false, false]]);
  });

  test('drafts of other content and of other makers are left alone until the name is published', async () => {
    const github = await start();
    await leaveDraft(github, await buildContent('v1', { 'cluster-class/values.yaml': 'x: 1\n' }));
    addRelease(github.repository, NAME, {}, { isDraft: true, body: 'written by hand' });
    const { target } = openFake(github);
    await target.list();
    const staged = await target.stage(await buildContent());
    expect(github.repository.releases).toHaveLength(3);
    await staged.publish();
    expect(github.repository.releases.map(({ isDraft, body }) => [isDraft, body === 'written by hand'])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  test('an upload that breaks off leaves a starter: another draft is made', async () => {
    const github = await start({ breakUpload: (_, count) => count === 3 });
    const release = await buildContent();
    expect((await runRelease(openFake(github).target, release)).result).toBe('published');
    expect(github.repository.releases).toHaveLength(1);
  });

  test('uploads that always break off end in an error, and nothing is visible', async () => {
    const github = await start({ breakUpload: (name) => name === 'metadata.yaml' });
    expect(await codeOf(runRelease(openFake(github).target, await buildContent()))).toBe('target-failed');
    expect(describeVisible(github.repository)).toEqual([]);
  });

  test('a list that is behind makes no second release', async () => {
    const github = await start({ listLag: 3 });
    const release = await buildContent();
    expect((await runRelease(openFake(github).target, release)).result).toBe('published');
    expect((await runRelease(openFake(github).target, release)).result).toBe('present');
    expect(github.repository.releases).toHaveLength(1);
  });
});

describe('names that cannot be had', () => {
  test('a burnt tag', async () => {
    const github = await start({ isImmutable: true });
    github.repository.burnt.add(NAME);
    await expect(runRelease(openFake(github).target, await buildContent())).rejects.toMatchObject({
      code: 'release-conflict',
      message: expect.stringContaining('had an immutable release docker-demo-1-32-v1 that was deleted'),
    });
    expect(describeVisible(github.repository)).toEqual([]);
  });

  test('a tag without a release, at another commit', async () => {
    const github = await start();
    github.repository.tags.set(NAME, 'd'.repeat(40));
    await expect(runRelease(openFake(github).target, await buildContent())).rejects.toMatchObject({ code: 'release-conflict' });
    expect(github.repository.releases).toEqual([]);
  });

  test('a tag without a release, at the commit that was built, annotated or not', async () => {
    for (const object of [HEAD, 'e'.repeat(40)]) {
      const github = await start();
      github.repository.tags.set(NAME, object);
      if (object !== HEAD) github.repository.annotated.set(object, HEAD);
      expect((await runRelease(openFake(github).target, await buildContent())).result).toBe('published');
    }
  });
});

describe('two runs at once', () => {
  test.each([2, 5])('%i of the same content make one release', async (count) => {
    const github = await start({ listLag: 1 });
    const release = await buildContent();
    const results = await Promise.all(Array.from({ length: count }, () => runRelease(openFake(github).target, release)));
    expect(results.filter(({ result }) => result === 'published').length).toBeGreaterThan(0);
    expect(describeVisible(github.repository)).toHaveLength(1);
    await openFake(github).target.tidy();
    expect(github.repository.releases).toHaveLength(1);
  });

  test.each([2, 5])('%i of different content: one winner, and clear conflicts', async (count) => {
    const github = await start({ listLag: 1 });
    const contents = await Promise.all(
      Array.from({ length: count }, (_, index) => buildContent('v1', { 'cluster-class/values.yaml': `x: ${index}\n` })),
    );
    const results = await Promise.all(
      contents.map((release) =>
        runRelease(openFake(github).target, release).then(
          ({ result }) => result,
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(results.toSorted()).toEqual(['published', ...Array.from({ length: count - 1 }, () => 'release-conflict')]);
    const winner = contents[results.indexOf('published')];
    expect(describeVisible(github.repository)).toMatchObject([
      { assets: winner?.assets.map(({ name, mediaType, digest }) => `${name} ${mediaType} true ${digest}`) },
    ]);
    await openFake(github).target.tidy();
    expect(github.repository.releases).toHaveLength(1);
  });
});

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

  test('a release without a name is warned of, and one without metadata is none', async () => {
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
