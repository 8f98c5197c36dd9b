import { describe, expect, test } from 'vitest';
import type { ReleaseContent } from '../../src/release/index.ts';
import { codeOf } from '../support/code-of.ts';
import {
  addAsset,
  addRelease,
  describeVisible,
  type FakeGitHub,
  HEAD,
  openFake,
  runRelease,
  summarise,
  useGitHub,
} from '../support/github/index.ts';
import { buildContent } from '../support/release-builder.ts';

const NAME = 'docker-demo-1-32-v1';
const start = useGitHub();

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
    expect(summarise(github).filter((line) => line.startsWith('POST'))).toHaveLength(5 - files);
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
    expect(summarise(github).filter((line) => line === 'POST /repos/owner/stacks/releases')).toHaveLength(3);
  });

  test.each([
    ['an hour', { 'retry-after': '3600' }, 1],
    ['as long as it is waited for', { 'retry-after': '1' }, 5],
  ])('a rate limit that lasts %s ends the run, and is not asked again and again', async (_, headers, posts) => {
    const limit = { status: 403, body: { message: 'You have exceeded a secondary rate limit' }, headers };
    const github = await start({ intercept: ({ method, path }) => (method === 'POST' && path.includes('/assets') ? limit : undefined) });
    expect(await codeOf(runRelease(openFake(github).target, await buildContent()))).toBe('rate-limited');
    expect(summarise(github).filter((line) => /^POST .*assets$/.test(line))).toHaveLength(posts);
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
      message: expect.stringMatching(
        /had an immutable release docker-demo-1-32-v1 that was deleted.*--mode custom --cluster-stack-version v2,/,
      ),
    });
    expect(describeVisible(github.repository)).toEqual([]);
  });

  test('a commit that the token may not tag', async () => {
    const reply = { status: 404, body: { message: 'Not Found' } };
    const github = await start({ intercept: ({ method }) => (method === 'PATCH' ? reply : undefined) });
    await expect(runRelease(openFake(github).target, await buildContent())).rejects.toMatchObject({
      code: 'target-failed',
      message: expect.stringContaining('a commit that changes workflows also needs "workflows: write"'),
    });
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
