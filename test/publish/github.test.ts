import { describe, expect, test } from 'vitest';
import { digestOfFiles } from '../../src/digest.ts';
import { codeOf } from '../support/code-of.ts';
import {
  addRelease,
  describeVisible,
  type FakeGitHubOptions,
  HEAD,
  openFake,
  PARENT,
  runRelease,
  summarise,
  useGitHub,
} from '../support/github/index.ts';
import { buildContent } from '../support/release-builder.ts';
import { replaceAsset } from '../support/repack.ts';

const NAME = 'docker-demo-1-32-v1';
const start = useGitHub();

describe('publishing', () => {
  test('a draft, its files, a look at them, and then it is visible', async () => {
    const github = await start();
    const release = await buildContent();
    const { target } = openFake(github, { workflowRun: 'https://run' });
    expect(await runRelease(target, release)).toEqual({ result: 'published', digest: digestOfFiles(release.assets) });
    expect(describeVisible(github.repository)).toEqual([
      {
        tag: NAME,
        name: NAME,
        body: expect.stringMatching(
          /for Kubernetes v1\.32\.5[\s\S]*built from .*owner\/stacks\/commit\/c{40}\)[\s\S]*\[this workflow run\]\(https:\/\/run\)/,
        ),
        commit: HEAD,
        isPrerelease: false,
        isLatest: true,
        assets: release.assets.map(({ name, mediaType, digest }) => `${name} ${mediaType} true ${digest}`),
      },
    ]);
    const id = github.repository.releases[0]?.id;
    const root = '/repos/owner/stacks';
    expect(summarise(github).slice(0, 12)).toEqual([
      `GET ${root}/releases`,
      `GET ${root}/git/commits/${HEAD}`,
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
    expect(summarise(github)).toEqual(['GET /repos/owner/stacks/releases']);
    github.requests.length = 0;
    expect((await openFake(github).target.ask(release))?.result).toBe('present');
    expect(summarise(github)).toEqual([`GET /repos/owner/stacks/releases/tags/${NAME}`]);
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

  test('another hashes.json is not different content', async () => {
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

describe('before publishing', () => {
  test.each<[name: string, options: FakeGitHubOptions, code: string | undefined, requests: number]>([
    ['a user who may write', {}, undefined, 1],
    ["an App's token that may write", { isAppToken: true }, undefined, 2],
    ["an App's token that may read", { isAppToken: true, permission: 'read' }, 'forbidden', 2],
    ['an archived repository', { isArchived: true }, 'forbidden', 1],
  ])('%s', async (_, options, code, requests) => {
    const github = await start(options);
    expect(await codeOf(openFake(github).target.preflight())).toBe(code);
    expect(github.requests).toHaveLength(requests);
    expect(github.repository.releases).toEqual([]);
  });

  test('a commit that was not pushed', async () => {
    const github = await start();
    const { target } = openFake(github, { commit: 'd'.repeat(40) });
    await expect(target.stage(await buildContent())).rejects.toMatchObject({
      code: 'target-failed',
      message: expect.stringContaining('push it first'),
    });
    expect(github.repository.releases).toEqual([]);
  });

  test('a commit of another repository: releases that live apart from their source', async () => {
    const github = await start();
    const provenance = { commit: 'd'.repeat(40), repository: 'https://github.com/owner/source', tool: '' };
    await runRelease(openFake(github).target, { ...(await buildContent()), provenance });
    expect(describeVisible(github.repository)).toMatchObject([{ tag: NAME, commit: HEAD }]);
  });

  test('a draft of another commit is not taken over, and goes with the rest', async () => {
    const github = await start();
    await openFake(github, { commit: PARENT }).target.stage(await buildContent());
    expect((await runRelease(openFake(github).target, await buildContent())).result).toBe('published');
    expect(describeVisible(github.repository)).toMatchObject([{ tag: NAME, commit: HEAD }]);
    expect(github.repository.releases).toHaveLength(1);
  });
});
