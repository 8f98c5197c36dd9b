import { describe, expect, test } from 'vitest';
import { digestOfFiles } from '../../src/digest.ts';
import type { ReleaseContent } from '../../src/release/index.ts';
import { codeOf } from '../support/code-of.ts';
import { createFaultyFetch } from '../support/faulty-fetch.ts';
import {
  addAsset,
  addRelease,
  describeVisible,
  type FakeGitHub,
  type FakeGitHubOptions,
  HEAD,
  openFake,
  PARENT,
  runRelease,
  summarise,
  useGitHub,
} from '../support/github/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent } from '../support/release-builder.ts';

const NAME = 'docker-demo-1-32-v1';
const ROOT = '/repos/owner/stacks';
const OTHER = { 'cluster-class/values.yaml': 'x: 1\n' };
const start = useGitHub();

const filesOf = ({ assets }: ReleaseContent) => Object.fromEntries(assets.map(({ name, bytes }) => [name, bytes]));

/** Another job publishes the release by hand, whatever else is there. */
const publishByHand = (github: FakeGitHub, release: ReleaseContent) => addRelease(github.repository, release.name, filesOf(release));

describe('between the moment that a draft is whole and the one that it is published', () => {
  const meanwhile = async (work: (github: FakeGitHub, release: ReleaseContent) => unknown) => {
    const github = await start();
    const release = await buildContent();
    const { target } = openFake(github);
    const staged = await target.stage(release);
    await work(github, release);
    const outcome = await staged.publish().catch((error: { readonly code: string }) => error.code);
    return { outcome, digest: digestOfFiles(release.assets), releases: github.repository.releases.map(({ isDraft }) => isDraft) };
  };

  test('another run publishes the very draft', async () => {
    const { outcome, digest, releases } = await meanwhile(async (github, release) => {
      await runRelease(openFake(github).target, release);
    });
    expect([outcome, releases]).toEqual([{ result: 'present', digest }, [false]]);
  });

  test('somebody publishes the same by hand: the draft can never be published, and goes', async () => {
    const { outcome, digest, releases } = await meanwhile(publishByHand);
    expect([outcome, releases]).toEqual([{ result: 'present', digest }, [false]]);
  });

  test('somebody publishes the same by hand, which GitHub does not show at once', async () => {
    let hidden = 0;
    const github = await start({
      intercept: ({ path }) =>
        path.endsWith(`/releases/tags/${NAME}`) && hidden-- > 0 ? { status: 404, body: { message: 'Not Found' } } : undefined,
    });
    const release = await buildContent();
    const staged = await openFake(github).target.stage(release);
    publishByHand(github, release);
    hidden = 3;
    expect(await staged.publish()).toEqual({ result: 'present', digest: digestOfFiles(release.assets) });
    // No longer than it takes.
    expect(hidden).toBe(-1);
  });

  test('somebody publishes something else', async () => {
    const { outcome, releases } = await meanwhile(async (github) => publishByHand(github, await buildContent('v1', OTHER)));
    expect([outcome, releases]).toEqual(['release-conflict', [false]]);
  });

  test('somebody deletes the draft', async () => {
    const { outcome, releases } = await meanwhile((github) => github.repository.releases.splice(0));
    expect([outcome, releases]).toEqual(['target-failed', []]);
  });

  test('somebody deletes the draft, since he published the same', async () => {
    const { outcome, digest } = await meanwhile((github, release) => {
      github.repository.releases.splice(0);
      publishByHand(github, release);
    });
    expect(outcome).toEqual({ result: 'present', digest });
  });

  test('somebody takes a file from the draft', async () => {
    const { outcome, releases } = await meanwhile((github) => github.repository.releases[0]?.assets.pop());
    expect([outcome, releases]).toEqual(['target-failed', [true]]);
  });

  test('somebody changes the draft, which is left to him', async () => {
    const { outcome, releases } = await meanwhile((github) => {
      const [draft] = github.repository.releases;
      if (draft !== undefined) addAsset(github.repository, draft, 'notes.txt', Buffer.from('x'));
    });
    expect([outcome, releases]).toEqual(['target-failed', [true]]);
  });
});

test('somebody publishes the same at the moment that a draft is made', async () => {
  const release = await buildContent();
  const github: FakeGitHub = await start({
    intercept({ method, path }) {
      if (method === 'POST' && path === `${ROOT}/releases`) publishByHand(github, release);
      return undefined;
    },
  });
  expect(await publishTo(openFake(github).target, release)).toEqual({ result: 'present', digest: digestOfFiles(release.assets) });
  expect(github.repository.releases).toHaveLength(1);
});

test('a draft is no latest release, however new it is', async () => {
  const github = await start();
  addRelease(github.repository, 'docker-demo-1-32-v9', {}, { isDraft: true });
  await runRelease(openFake(github).target, await buildContent());
  expect(describeVisible(github.repository)).toMatchObject([{ tag: NAME, isLatest: true }]);
});

describe('a tag that is there already', () => {
  test.each([
    ['at the commit that was built', HEAD],
    ['at another commit', PARENT],
  ])('%s, with the same release', async (_, commitish) => {
    const github = await start();
    const release = await buildContent();
    addRelease(github.repository, NAME, filesOf(release), { commitish });
    expect(await publishTo(openFake(github).target, release)).toEqual({ result: 'present', digest: digestOfFiles(release.assets) });
    expect(github.repository.releases).toHaveLength(1);
  });

  test('where nobody says what was built', async () => {
    const github = await start();
    github.repository.tags.set(NAME, PARENT);
    const release = { ...(await buildContent()), provenance: undefined };
    expect(await publishTo(openFake(github).target, release)).toMatchObject({ result: 'published' });
    expect(github.repository.tags.get(NAME)).toBe(PARENT);
  });

  test('and whose release GitHub does not show', async () => {
    const already = { code: 'already_exists', field: 'tag_name', resource: 'Release' };
    const reply = { status: 422, body: { message: 'Validation Failed', errors: [already] } };
    const github = await start({ intercept: ({ method }) => (method === 'PATCH' ? reply : undefined) });
    await expect(publishTo(openFake(github).target, await buildContent())).rejects.toMatchObject({
      code: 'target-failed',
      message: expect.stringContaining(`github:owner/stacks: the draft of ${NAME} could not be published`),
    });
    // Who waits for it does so five times, as for all else.
    expect(summarise(github).filter((line) => line === `GET ${ROOT}/releases/tags/${NAME}`)).toHaveLength(5);
  });
});

test.each([
  ['v1', '--mode custom --cluster-stack-version v2,'],
  ['v0-beta.100', '--mode custom --cluster-stack-version v0-beta.101,'],
  ['v0-sha.abc1234', 'release under another version'],
])('a burnt name of version %s is left by hand: %s', async (version, advice) => {
  const github = await start({ isImmutable: true });
  const release = await buildContent(version);
  github.repository.burnt.add(release.name);
  await expect(publishTo(openFake(github).target, release)).rejects.toMatchObject({
    code: 'release-conflict',
    message: expect.stringContaining(advice),
  });
});

describe('where the tag is put', () => {
  const UNKNOWN = 'd'.repeat(40);
  const publishFrom = async (commit: string, repository: string | undefined) => {
    const github = await start();
    const provenance = { commit, repository, tool: '' };
    const outcome = await publishTo(openFake(github).target, { ...(await buildContent()), provenance }).catch(
      (error: { readonly code: string }) => error.code,
    );
    const asked = summarise(github).filter((line) => line.includes('/git/commits/'));
    return [typeof outcome === 'string' ? outcome : github.repository.tags.get(NAME), asked.length];
  };

  test.each<[name: string, commit: string, repository: string | undefined, expected: readonly unknown[]]>([
    ['at the commit that was built', PARENT, 'https://github.com/owner/stacks', [PARENT, 1]],
    ['at its newest commit, for a source elsewhere', UNKNOWN, 'https://github.com/owner/source', [HEAD, 1]],
    ['at its newest commit, for a source that is not known', UNKNOWN, undefined, [HEAD, 1]],
    ['at its newest commit, for a source that is at no commit', 'main', 'https://github.com/owner/stacks', [HEAD, 0]],
    ['nowhere, for a commit of its own that was not pushed', UNKNOWN, 'https://github.com/owner/stacks', ['target-failed', 1]],
    ['nowhere, however its own URL is written', UNKNOWN, 'https://github.com/Owner/Stacks.git', ['target-failed', 1]],
  ])('%s', async (_, commit, repository, expected) => expect(await publishFrom(commit, repository)).toEqual(expected));

  test('a commit is asked for once a run', async () => {
    const github = await start();
    const { target } = openFake(github);
    for (const version of ['v1', 'v2']) await publishTo(target, await buildContent(version));
    expect(summarise(github).filter((line) => line.includes('/git/commits/'))).toEqual([`GET ${ROOT}/git/commits/${HEAD}`]);
  });
});

test('of releases that one run publishes the newest is the latest, whichever comes first', async () => {
  const github = await start();
  const { target } = openFake(github);
  const staged = [await target.stage(await buildContent('v3')), await target.stage(await buildContent('v2'))];
  for (const release of staged.toReversed()) await release.publish();
  expect(describeVisible(github.repository)).toMatchObject([
    { tag: 'docker-demo-1-32-v2', isLatest: false },
    { tag: 'docker-demo-1-32-v3', isLatest: true },
  ]);
});

describe('a connection that breaks', () => {
  /** The changes of a run, of whose requests one gets lost before GitHub has it, or its answer after that. */
  async function lose(fault: 'drop-before' | 'drop-after', isIt: (method: string, path: string) => boolean) {
    const github = await start();
    let isLost = false;
    const { fetch } = createFaultyFetch((url, init) => globalThis.fetch(url, init), 1, fault);
    const { target } = openFake(github, {
      fetch(url, init) {
        if (isLost || !isIt(init.method ?? '', new URL(url).pathname)) return globalThis.fetch(url, init);
        isLost = true;
        return fetch(url, init);
      },
    });
    const { result } = await runRelease(target, await buildContent());
    const changes = summarise(github).filter((line) => !line.startsWith('GET'));
    const count = (start: string) => changes.filter((line) => line.startsWith(start)).length;
    const made = changes.filter((line) => line === `POST ${ROOT}/releases`).length;
    return { result, isLost, made, uploads: count('POST') - made, published: count('PATCH'), removed: count('DELETE') };
  }
  const ONCE = { result: 'published', isLost: true, made: 1, uploads: 5, published: 1, removed: 0 };

  describe.each<[name: string, isIt: (method: string, path: string) => boolean]>([
    ['while a draft is made', (method, path) => method === 'POST' && path.endsWith('/releases')],
    ['while a file is uploaded', (method, path) => method === 'POST' && path.endsWith('/assets')],
    ['while a draft is published', (method) => method === 'PATCH'],
  ])('%s', (_, isIt) => {
    test('before GitHub has the request: it is sent again', async () => expect(await lose('drop-before', isIt)).toEqual(ONCE));
    test('before its answer is here: that is looked for, and nothing is done twice', async () =>
      expect(await lose('drop-after', isIt)).toEqual(ONCE));
  });
});

describe('leftovers', () => {
  test('are removed once', async () => {
    const github = await start();
    const release = await buildContent();
    await openFake(github, { commit: PARENT }).target.stage(release);
    const { target } = openFake(github);
    await runRelease(target, release);
    await target.tidy();
    expect(summarise(github).filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
  });

  test('that cannot be removed are told, and the others go', async () => {
    const github = await start({
      intercept: ({ method, path }) =>
        method === 'DELETE' && path.endsWith('/releases/1') ? { status: 403, body: { message: 'Forbidden' } } : undefined,
    });
    const release = await buildContent();
    await openFake(github, { commit: PARENT }).target.stage(release);
    await openFake(github, { commit: HEAD }).target.stage(release);
    publishByHand(github, release);
    const { target, said } = openFake(github);
    await target.tidy();
    expect(github.repository.releases.map(({ id, isDraft }) => isDraft && id)).toEqual([false, 1]);
    expect(said).toEqual([expect.stringContaining(`github:owner/stacks: a draft of ${NAME} could not be removed`)]);
  });

  test('of releases that are not published, and drafts of other makers, stay', async () => {
    const github = await start();
    await openFake(github).target.stage(await buildContent('v2'));
    publishByHand(github, await buildContent('v1'));
    addRelease(github.repository, NAME, {}, { isDraft: true, body: 'written by hand' });
    await openFake(github).target.tidy();
    expect(github.repository.releases.map(({ tag, isDraft }) => [tag, isDraft])).toEqual([
      [NAME, true],
      [NAME, false],
      ['docker-demo-1-32-v2', true],
    ]);
  });

  test('of one release are removed when it is published, and those of others when the run ends', async () => {
    const github = await start();
    const [first, second] = [await buildContent('v1'), await buildContent('v2')];
    for (const release of [first, second]) await openFake(github, { commit: PARENT }).target.stage(release);
    publishByHand(github, second);
    const { target } = openFake(github);
    await publishTo(target, first);
    expect(github.repository.releases.filter(({ isDraft }) => isDraft).map(({ tag }) => tag)).toEqual([second.name]);
    await target.tidy();
    expect(github.repository.releases.filter(({ isDraft }) => isDraft)).toEqual([]);
  });
});

describe('reading back', () => {
  const verify = async (change: (github: FakeGitHub) => unknown, intercept?: FakeGitHubOptions['intercept']) => {
    const github = await start(intercept && { intercept });
    const { target } = openFake(github);
    const release = await buildContent();
    await publishTo(target, release);
    change(github);
    return target.verify(release).then(
      () => 'verified',
      ({ code, message }: { readonly code: string; readonly message: string }) => [code, message.replace(/^.* gives /, '')],
    );
  };

  test('what is there is what was meant', async () => expect(await verify(() => {})).toBe('verified'));

  test.each<[name: string, change: (github: FakeGitHub) => unknown, what: string]>([
    ['nothing', (github) => github.repository.releases.splice(0), 'nothing; '],
    ['a file less', (github) => github.repository.releases[0]?.assets.pop(), 'other content (metadata.yaml): '],
    ['a name that CSO would not find', (github) => Object.assign(github.repository.releases[0] ?? {}, { name: 'v1' }), 'the name "v1", '],
  ])('%s', async (_, change, what) => {
    expect(await verify(change)).toEqual(['verification-failed', expect.stringContaining(what)]);
  });

  test('other bytes than GitHub states', async () => {
    const { length } = (await buildContent()).assets.find(({ name }) => name === 'metadata.yaml')?.bytes ?? [];
    const zeros = { status: 200, body: Buffer.alloc(length) };
    // The last of the five files, after the draft that holds them.
    const spoil: FakeGitHubOptions['intercept'] = ({ host, path }) => (host === 'storage' && path.startsWith('/6?') ? zeros : undefined);
    expect(await verify(() => {}, spoil)).toEqual(['verification-failed', expect.stringContaining('other content (metadata.yaml): ')]);
  });
});

test('a draft whose files another run is still uploading is waited for, and is nobody else’s', async () => {
  const github = await start();
  const release = await buildContent();
  await openFake(github).target.stage(release);
  const [draft] = github.repository.releases;
  const last = draft?.assets.pop();
  if (draft === undefined || last === undefined) return expect.unreachable();
  const starter = addAsset(github.repository, draft, last.name, Buffer.alloc(0), last.mediaType, false);
  let waits = 0;
  const { target, said } = openFake(github, {
    fetch(url, init) {
      if (said.length > waits) {
        waits = said.length;
        draft.assets.splice(draft.assets.indexOf(starter), 1, last);
      }
      return globalThis.fetch(url, init);
    },
  });
  expect(await publishTo(target, release)).toMatchObject({ result: 'published' });
  expect(said).toEqual([expect.stringContaining(`waiting for files of ${NAME}`)]);
  expect(github.repository.releases.map(({ id }) => id)).toEqual([draft.id]);
  expect(await codeOf(openFake(github).target.verify(release))).toBeUndefined();
});
