import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOfFiles } from '../../src/digest.ts';
import { ReleaseError } from '../../src/errors.ts';
import { askTargets, offerContent, openTarget, publishTargets, type ReleaseTarget, tidyTargets } from '../../src/publish/index.ts';
import type { ReleaseContent } from '../../src/release/index.ts';
import { addRelease, describeVisible, HEAD, openFake, summarise, useGitHub } from '../support/github/index.ts';
import { digestOfManifest, makeLayoutTarget } from '../support/layout-target.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent } from '../support/release-builder.ts';

const NAME = 'docker-demo-1-32-v1';
const GITHUB = 'github:owner/stacks';
const OTHER = { 'cluster-class/values.yaml': 'x: 1\n' };
const start = useGitHub();

/** Both steps of a run over several targets, for content that they are told nothing else of. */
async function run(targets: readonly ReleaseTarget[], release: ReleaseContent, verify = true) {
  const offer = offerContent(release);
  return publishTargets(targets, await askTargets(targets, offer), offer, verify);
}

/** A target at which something is done between the moment that the content is there and the one that it is shown. */
function interrupt(target: ReleaseTarget, work: () => Promise<unknown>): ReleaseTarget {
  return {
    ...target,
    async stage(release) {
      const staged = await target.stage(release);
      return {
        async publish() {
          await work();
          return staged.publish();
        },
      };
    },
  };
}

const withheld = (url: string, cause: string) => ({
  url,
  result: 'failed',
  error: { code: 'target-withheld', message: expect.stringContaining(`since ${cause} failed`) },
});

describe('a release for several targets', () => {
  test('is shown at all of them, and told in their order: those that take nothing back are the last to show it', async () => {
    const [github, layout, release] = [await start(), makeLayoutTarget(), await buildContent()];
    const seen: unknown[] = [];
    const late = interrupt(openFake(github).target, async () => seen.push(await layout.store.tags()));
    expect(await run([late, layout.target], release)).toEqual([
      { url: GITHUB, result: 'published', digest: digestOfFiles(release.assets) },
      { url: layout.url, result: 'published', digest: digestOfManifest(release) },
    ]);
    expect(seen).toEqual([[NAME]]);
    expect(describeVisible(github.repository)).toMatchObject([{ tag: NAME }]);
  });

  test('is present where it was, with the commit that it was made from, and is brought to the others', async () => {
    const [has, dirty, lacks, release] = [makeLayoutTarget(), makeLayoutTarget(), makeLayoutTarget(), await buildContent()];
    const made = { ...release, provenance: { commit: HEAD, tool: 'clusterstack 0.0.0' } };
    const changed = { ...release, provenance: { commit: HEAD, tool: 'clusterstack 0.0.0', dirty: true } };
    await publishTo(has.target, made);
    await publishTo(dirty.target, changed);
    expect(await run([has.target, lacks.target, dirty.target], release)).toStrictEqual([
      { url: has.url, result: 'present', digest: digestOfManifest(made), commit: HEAD },
      { url: lacks.url, result: 'published', digest: digestOfManifest(release) },
      // The commit does not have those files.
      { url: dirty.url, result: 'present', digest: digestOfManifest(changed) },
    ]);
  });

  test('that is other content at one of them is shown nowhere, and is brought to none', async () => {
    const [taken, free, github] = [makeLayoutTarget(), makeLayoutTarget(), await start()];
    await publishTo(taken.target, await buildContent('v1', OTHER));
    expect(await run([free.target, taken.target, openFake(github).target], await buildContent())).toEqual([
      withheld(free.url, taken.url),
      {
        url: taken.url,
        result: 'failed',
        error: { code: 'release-conflict', message: expect.stringContaining(`${taken.url} has ${NAME}`) },
      },
      withheld(GITHUB, taken.url),
    ]);
    expect(existsSync(free.directory)).toBe(false);
    expect(summarise(github)).toEqual([`GET /repos/owner/stacks/releases/tags/${NAME}`]);
  });

  test('that cannot be brought to one of them is shown nowhere', async () => {
    const [broken, free, github, release] = [makeLayoutTarget(), makeLayoutTarget(), await start(), await buildContent()];
    mkdirSync(broken.directory);
    writeFileSync(join(broken.directory, 'blobs'), 'not a folder');
    expect(await run([free.target, broken.target, openFake(github).target], release)).toEqual([
      withheld(free.url, broken.url),
      { url: broken.url, result: 'failed', error: { code: 'invalid-layout', message: expect.stringContaining(broken.directory) } },
      withheld(GITHUB, broken.url),
    ]);
    expect([await free.store.tags(), describeVisible(github.repository)]).toEqual([[], []]);
    // What was brought there is made use of.
    expect(await run([free.target, openFake(github).target], release)).toMatchObject([{ result: 'published' }, { result: 'published' }]);
    expect(github.repository.releases).toHaveLength(1);
  });

  test('that cannot be shown at one of them is not shown where nothing can be taken back', async () => {
    const [raced, free, github, release] = [makeLayoutTarget(), makeLayoutTarget(), await start(), await buildContent()];
    const other = await buildContent('v1', OTHER);
    const racing = interrupt(raced.target, () => publishTo(openTarget(raced.url, {}), other));
    expect(await run([openFake(github).target, racing, free.target], release)).toEqual([
      withheld(GITHUB, raced.url),
      { url: raced.url, result: 'failed', error: { code: 'release-conflict', message: expect.stringContaining(raced.url) } },
      { url: free.url, result: 'published', digest: digestOfManifest(release) },
    ]);
    expect(describeVisible(github.repository)).toEqual([]);
  });
});

describe('reading back', () => {
  /** A target that says of each release which was read back, and that one was not what it should be. */
  const doubt = (target: ReleaseTarget, read: string[]): ReleaseTarget => ({
    ...target,
    async verify({ name }) {
      read.push(name);
      throw new ReleaseError('verification-failed', `${name} is another`);
    },
  });

  test('what differs is a failure of its target, and what takes nothing back is left', async () => {
    const [layout, github, read] = [makeLayoutTarget(), await start(), [] as string[]];
    expect(await run([doubt(layout.target, read), openFake(github).target], await buildContent())).toEqual([
      { url: layout.url, result: 'failed', error: { code: 'verification-failed', message: `${NAME} is another` } },
      withheld(GITHUB, layout.url),
    ]);
    expect(read).toEqual([NAME]);
  });

  test('only where it is wanted, and only what this run published', async () => {
    const [layout, release, read] = [makeLayoutTarget(), await buildContent(), [] as string[]];
    const target = doubt(layout.target, read);
    expect(await run([target], release, false)).toEqual([{ url: layout.url, result: 'published', digest: digestOfManifest(release) }]);
    // Another run that was faster with the same content has read it back itself.
    const second = makeLayoutTarget();
    const raced = interrupt(second.target, () => publishTo(openTarget(second.url, {}), release));
    expect(await run([doubt(raced, read)], release)).toEqual([{ url: second.url, result: 'present', digest: digestOfManifest(release) }]);
    expect(read).toEqual([]);
  });
});

describe('what a run knows of a target need not be asked again', () => {
  test('an unchanged release is present where it was found, and is offered to the others', async () => {
    const [found, lacks, release] = [makeLayoutTarget(), makeLayoutTarget(), await buildContent()];
    await publishTo(found.target, release);
    const published = await found.target.read(NAME);
    const silent = { ...found.target, ask: () => Promise.reject(new Error('asked')) };
    const offer = { ...offerContent(release), published };
    expect(await askTargets([lacks.target, silent], offer)).toEqual([
      undefined,
      { url: found.url, result: 'present', digest: digestOfManifest(release) },
    ]);
  });

  test('a target that could not be listed is offered nothing', async () => {
    const [broken, fine, release] = [makeLayoutTarget(), makeLayoutTarget(), await buildContent()];
    const silent = { ...broken.target, ask: () => Promise.reject(new Error('asked')) };
    const failures = [{ url: broken.url, error: new ReleaseError('source-failed', 'its list cannot be read') }];
    expect(await askTargets([fine.target, silent], { ...offerContent(release), failures })).toEqual([
      undefined,
      { url: broken.url, result: 'failed', error: { code: 'source-failed', message: 'its list cannot be read' } },
    ]);
  });

  test('content that cannot be had is a failure of the target that lacks it', async () => {
    const { url, target } = makeLayoutTarget();
    const content = () => Promise.reject(new ReleaseError('source-failed', 'the source is gone'));
    expect(await askTargets([target], { ...offerContent(await buildContent()), content })).toEqual([
      { url, result: 'failed', error: { code: 'source-failed', message: 'the source is gone' } },
    ]);
  });
});

test('leftovers are removed everywhere; those that stay are told, and harm nothing', async () => {
  const [github, layout, release] = [await start(), makeLayoutTarget(), await buildContent()];
  await openFake(github).target.stage(release);
  addRelease(github.repository, NAME, Object.fromEntries(release.assets.map(({ name, bytes }) => [name, bytes])));
  const warnings: string[] = [];
  const logger = { progress() {}, warn: (message: string) => void warnings.push(message) };
  const stubborn = { ...layout.target, tidy: () => Promise.reject(new ReleaseError('target-failed', 'a draft is locked')) };
  await tidyTargets([layout.target, stubborn, openFake(github).target], logger);
  expect(warnings).toEqual([`${layout.url}: leftovers of earlier runs stay: a draft is locked`]);
  expect(github.repository.releases.map(({ isDraft }) => isDraft)).toEqual([false]);
});
