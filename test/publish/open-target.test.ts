import { describe, expect, test } from 'vitest';
import { layoutDirectory, openTarget } from '../../src/publish/index.ts';
import { describeVisible, SLUG, useGitHub } from '../support/github/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent } from '../support/release-builder.ts';

const start = useGitHub();
const LONGEST = `${'o'.repeat(100)}/${'r'.repeat(100)}`;

function complain(url: string, apiUrl?: string): unknown {
  try {
    openTarget(url, { github: { apiUrl } });
  } catch (error) {
    const { code, message } = error as { readonly code: string; readonly message: string };
    return [code, message];
  }
  return expect.unreachable();
}

describe('a target', () => {
  test.each([
    ['oci://registry.test/org/stacks', 'oci://registry.test/org/stacks', 'first'],
    ['oci://127.0.0.1:5000/stacks', 'oci://127.0.0.1:5000/stacks', 'first'],
    // Whatever its owner is written like.
    ['oci://Registry.Test/My-Org/Cluster-Stacks', 'oci://registry.test/my-org/cluster-stacks', 'first'],
    ['oci-layout:mirror', 'oci-layout:mirror', 'first'],
    ['oci-layout:/srv/mirror', 'oci-layout:/srv/mirror', 'first'],
    ['oci-archive:mirror.tar', 'oci-archive:mirror.tar', 'first'],
    ['github:Owner/some.repo', 'github:Owner/some.repo', 'last'],
    ['github:o/.github', 'github:o/.github', 'last'],
    [`github:${LONGEST}`, `github:${LONGEST}`, 'last'],
  ])('%s', (url, expected, order) => expect(openTarget(url, {})).toMatchObject({ url: expected, order }));

  test.each([
    ...['', 'ghcr.io/org/repo', 'https://ghcr.io/org', 'OCI://ghcr.io/org', 'x-oci-layout:y', 'oci-layout:', 'oci-layout://x'],
    ...['oci://', 'oci://ghcr.io', 'oci://org/repo', 'oci://ghcr.io/org/repo:v1', `oci://ghcr.io/org/repo@sha256:${'0'.repeat(64)}`],
    ...['oci://me:pw@ghcr.io/org', 'oci-archive:', 'oci-archive://x.tar', 'github:', 'github:owner', 'github:owner/a/b'],
    ...['github:owner/repo.git', 'github:owner/repo.GIT', 'github:owner/..', 'github:-owner/repo', 'github:https://github.com/o/r'],
    ...[`github:o${LONGEST}`, `github:${LONGEST}r`, 'github:o/r\n'],
  ])('%j is refused', (url) => expect(complain(url)).toEqual(['invalid-target', expect.any(String)]));

  test.each(['http://github.example', 'https://user:s3cr3t@github.example', 'github.example'])('of a GitHub at %s is refused', (apiUrl) =>
    expect(complain('github:owner/repo', apiUrl)).toEqual(['invalid-target', expect.stringMatching(/^github:owner\/repo: (?!.*s3cr3t)/)]),
  );

  test('a token that cannot be one is a mistake, and is not shown', () =>
    expect(() => openTarget('github:owner/repo', { github: { token: 'a\nb' } })).toThrow(
      expect.objectContaining({ code: 'invalid-target', message: expect.not.stringContaining('a\nb') }),
    ));
});

test.each([
  ['https://me:secret@ghcr.io/org', 'https://…@ghcr.io/org'],
  ['http://me:s@secret@x/y', 'http://…@x/y'],
  ['me:secret@ghcr.io/org', '…@ghcr.io/org'],
  ['oci:me:secret@ghcr.io/org', '…@ghcr.io/org'],
  ['github:me:secret@o/r', 'github:…@o/r'],
])('%s: the password is not shown, and the rest is', (url, shown) => {
  expect(complain(url)).toEqual(['invalid-target', expect.stringMatching(new RegExp(`^"${shown}" (?!.*secret)`))]);
});

test.each(['oci://me:secret@ghcr.io/org', 'oci://me:secret@ghcr.io/org:tag'])('%s: the password is not shown', (url) => {
  expect(complain(url)).toEqual(['invalid-target', expect.not.stringContaining('secret')]);
});

test.each([
  ['oci-layout:mirror', 'mirror'],
  ['oci-layout:', ''],
  ['oci-layout://mirror', undefined],
  ['oci-archive:mirror.tar', undefined],
  ['oci://registry.test/org', undefined],
])('the directory of %s is %j', (url, expected) => expect(layoutDirectory(url)).toBe(expected));

describe('a registry that is reached over plain http', () => {
  const warningsOf = (url: string, ...hosts: readonly string[]) => {
    const warnings: string[] = [];
    const logger = { progress() {}, warn: (message: string) => void warnings.push(message) };
    openTarget(url, { logger, plainHttp: { hosts: new Set(hosts), withCredentials: false } });
    return warnings;
  };

  test('is warned of', () =>
    expect(warningsOf('oci://Registry.Test:5000/org', 'registry.test:5000')).toEqual([
      expect.stringContaining('oci://Registry.Test:5000/org is reached over plain http'),
    ]));

  test('is a target where nobody listens, too', () => {
    const plainHttp = { hosts: new Set(['registry.test:5000']), withCredentials: false };
    expect(openTarget('oci://registry.test:5000/org', { plainHttp }).url).toBe('oci://registry.test:5000/org');
  });

  test('is another than one that speaks https', () => expect(warningsOf('oci://registry.test/org', 'registry.test:5000')).toEqual([]));
});

test('a GitHub is asked with the token of the run, and its releases name the page of the workflow run', async () => {
  const github = await start();
  const { apiUrl, token } = github;
  for (const version of [1, 2]) {
    const warnings: string[] = [];
    const runtime = {
      github: { apiUrl, token, workflowRun: `https://example.org/run/${version}` },
      logger: { progress() {}, warn: (message: string) => void warnings.push(message) },
    };
    const target = openTarget(`github:${SLUG.owner}/${SLUG.repository}`, runtime);
    await target.list();
    await publishTo(target, await buildContent(`v${version}`));
    // What CSO stumbles over is told.
    expect(warnings).toHaveLength(version - 1);
    for (const release of github.repository.releases) release.name = 'First';
  }
  expect(describeVisible(github.repository)).toMatchObject([
    { body: expect.stringContaining('(https://example.org/run/1)') },
    { body: expect.stringContaining('(https://example.org/run/2)') },
  ]);
});
