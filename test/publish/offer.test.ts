import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addNotes, offerContent, offerDecision, openTarget } from '../../src/publish/index.ts';
import { buildRelease, prepareStack } from '../../src/release/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { buildContent, makeVersions } from '../support/release-builder.ts';
import { remakeLikeCsctl } from '../support/repack.ts';
import { parseBuilt } from '../support/stack-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function build() {
  const prepared = prepareStack(parseBuilt(), makeVersions('v1'));
  return { prepared, content: await buildRelease(prepared) };
}

describe('what is offered to targets', () => {
  test('a new release, as it was built', async () => {
    const built = await build();
    const failures = [{ url: 'oci://registry.test/a', error: new Error('gone') }];
    const offer = offerDecision({ ...built, kind: 'new', failures, previous: undefined, newest: undefined, changed: [], findings: [] });
    expect([offer.published, offer.failures, await offer.content()]).toEqual([undefined, failures, built.content]);
  });

  test('an unchanged release, byte for byte as it was published, and fetched once', async () => {
    const { prepared, content: built } = await build();
    const content = await remakeLikeCsctl(built);
    const target = openTarget(`oci-layout:${join(temporaryDirectory(), 'oci')}`, {});
    await publishTo(target, content);
    const found = await target.read(content.name);
    if (found === undefined) return expect.unreachable();
    const fetched: string[] = [];
    const published = {
      ...found,
      fetch(file: { readonly name: string; readonly digest: string; readonly size: number }) {
        fetched.push(file.name);
        return found.fetch(file);
      },
    };
    const failures = [{ url: 'oci://registry.test/a', error: new Error('gone') }];
    const previous = built.versions.clusterStack;
    const offer = offerDecision({ kind: 'unchanged', prepared, content: built, failures, previous, published });
    expect([offer.published, offer.failures, fetched]).toEqual([published, failures, []]);
    expect(await Promise.all([offer.content(), offer.content()])).toEqual([content, content]);
    // What was built to the same bytes need not be fetched.
    const same = content.assets.filter(({ digest }) => built.assets.some((asset) => asset.digest === digest));
    expect(fetched).toEqual(content.assets.filter((asset) => !same.includes(asset)).map(({ name }) => name));
  });

  test('what was built before, of which nothing else is known', async () => {
    const content = await buildContent();
    const offer = offerContent(content);
    expect([offer.published, offer.failures, await offer.content()]).toEqual([undefined, [], content]);
  });
});

describe('notes on a release', () => {
  test('are made when its content is asked for, and once', async () => {
    let made = 0;
    const content = await buildContent();
    const offer = addNotes(offerContent(content), async () => `written ${++made} times`);
    expect(made).toBe(0);
    const noted = { ...content, notes: 'written 1 times' };
    expect(await Promise.all([offer.content(), offer.content()])).toEqual([noted, noted]);
  });

  test('leave the content as it is where there is nothing to say', async () => {
    const content = await buildContent();
    expect(await addNotes(offerContent(content), async () => undefined).content()).toBe(content);
  });
});
