import { afterAll, afterEach, expect, test } from 'vitest';
import type { ReleaseContent } from '../../src/release/index.ts';
import { createFaultyFetch, FAULTS, type Fault } from '../support/faulty-fetch.ts';
import {
  addRelease,
  describeVisible,
  type FakeGitHub,
  type FakeGitHubOptions,
  openFake,
  runRelease,
  startGitHub,
} from '../support/github/index.ts';
import { buildContent } from '../support/release-builder.ts';

const direct = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
const open: FakeGitHub[] = [];

afterEach(async () => {
  for (const github of open.splice(0)) await github.close();
});

let disturbed = 0;
afterAll(() => console.info(`GitHub: ${disturbed} runs were disturbed, and one more run ended each well`));

/** A repository with an earlier release, which must never change. */
async function start(options?: FakeGitHubOptions): Promise<FakeGitHub> {
  const github = await startGitHub(options);
  open.push(github);
  const earlier = await buildContent('v1', { 'cluster-class/values.yaml': 'earlier: 1\n' });
  addRelease(github.repository, earlier.name, Object.fromEntries(earlier.assets.map(({ name, bytes }) => [name, bytes])));
  return github;
}

/** Holds at every moment, seen from outside: whatever is visible is whole. */
function checkInvariants(github: FakeGitHub, release: ReleaseContent): void {
  expect(github.violations).toEqual([]);
  expect(github.touched).toEqual([]);
  const [, published] = describeVisible(github.repository) as { readonly assets: readonly string[] }[];
  if (published === undefined) return;
  expect(published.assets).toEqual(release.assets.map(({ name, mediaType, digest }) => `${name} ${mediaType} true ${digest}`));
}

/** Everything that is there, drafts included. */
const stateOf = ({ repository }: FakeGitHub) => ({
  visible: describeVisible(repository),
  drafts: repository.releases.filter(({ isDraft }) => isDraft).length,
  tags: [...repository.tags],
});

const SETTINGS: readonly (readonly [name: string, options: FakeGitHubOptions, faults: readonly Fault[]])[] = [
  ['a GitHub', {}, FAULTS],
  ['a GitHub whose lists are behind', { listLag: 2 }, FAULTS],
  // The same requests and some more: those faults that are not the same for every request.
  ['a GitHub that states no digests', { withDigests: false }, ['drop-after', 'cut-body']],
  ['a GitHub with immutable releases', { isImmutable: true }, ['drop-after', 'status-500']],
];

for (const [name, options, faults] of SETTINGS) {
  test.each(faults)(`${name}: %s at every request`, async (fault) => {
    const release = await buildContent('v2');
    const undisturbed = await start(options);
    const counting = createFaultyFetch(direct, 0, fault);
    await runRelease(openFake(undisturbed, { fetch: counting.fetch }).target, release);
    const expected = stateOf(undisturbed);
    expect(expected).toMatchObject({ drafts: 0, visible: [{}, {}] });

    for (let at = 1; at <= counting.count(); at++) {
      const github = await start(options);
      const faulty = createFaultyFetch(direct, at, fault);
      const timeout = fault === 'delay' ? 50 : 2000;
      const { target, said } = openFake(github, { fetch: faulty.fetch, timeout });
      const run = runRelease(target, release).then(
        ({ result }) => result,
        (error: { readonly code: string }) => {
          said.push(String(error), JSON.stringify(error));
          return error.code;
        },
      );
      disturbed++;
      // A token that is refused ends the run; everything else passes.
      expect(await run, `${fault} at ${at}`).toBe(fault === 'status-401' ? 'unauthorized' : 'published');
      checkInvariants(github, release);
      expect(said.join('\n')).not.toContain(github.token);
      // The lists catch up, and so do the leftovers.
      for (let again = 1; again <= (options.listLag ?? 0) + 1; again++) await runRelease(openFake(github).target, release);
      checkInvariants(github, release);
      expect(stateOf(github), `${fault} at ${at}`).toEqual(expected);
    }
  });

  test(`${name}: killed after every request`, async () => {
    const release = await buildContent('v2');
    const undisturbed = await start(options);
    await runRelease(openFake(undisturbed).target, release);
    const expected = stateOf(undisturbed);
    const count = undisturbed.requests.length;
    for (const isSent of [false, true]) {
      for (let at = 1; at <= count; at++) {
        const github = await start(options);
        await killAt(github, release, at, isSent);
        disturbed++;
        checkInvariants(github, release);
        for (let again = 1; again <= (options.listLag ?? 0) + 1; again++) await runRelease(openFake(github).target, release);
        checkInvariants(github, release);
        expect(stateOf(github), `killed at ${at}`).toEqual(expected);
      }
    }
  });
}

/** A run that stops forever at its k-th request, which the server gets or not. */
async function killAt(github: FakeGitHub, release: ReleaseContent, at: number, isSent: boolean): Promise<void> {
  let count = 0;
  await new Promise<void>((resolve) => {
    const dying = async (url: string, init: RequestInit): Promise<Response> => {
      count++;
      if (count < at) return direct(url, init);
      if (count === at && isSent) await (await direct(url, init)).arrayBuffer();
      resolve();
      return new Promise(() => {});
    };
    void runRelease(openFake(github, { fetch: dying }).target, release).then(() => resolve());
  });
}
