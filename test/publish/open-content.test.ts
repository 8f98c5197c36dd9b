import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { attempt } from '../../src/errors.ts';
import {
  createContentOpener,
  createContentTarget,
  formatArtifact,
  openContent,
  openTarget,
  requireArchive,
} from '../../src/publish/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { startRegistry } from '../support/registry.ts';
import { buildContent } from '../support/release-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const NAME = 'docker-demo-1-32-v1';

describe('a place to copy to or from', () => {
  test.each([
    ['oci://Registry.Test/Org/Stacks', { kind: 'registry', registry: 'registry.test', repository: 'org/stacks' }],
    ['oci-layout:mirror', { kind: 'layout', store: { url: 'oci-layout:mirror' } }],
    ['oci-archive:mirror.tar', { kind: 'archive', file: 'mirror.tar', store: { url: 'oci-archive:mirror.tar' } }],
  ])('%s', (url, expected) => expect(openContent(url, {})).toMatchObject(expected));

  test.each(['github:owner/stacks', './mirror', 'oci-layout://mirror', 'oci-archive://mirror.tar'])(
    '%s keeps releases in another way, or is none',
    (url) => expect(openContent(url, {})).toBeUndefined(),
  );

  test.each(['oci-layout:', 'oci-archive:', 'oci://registry.test/org/stacks:v1', 'oci://registry.test'])('%s is refused', (url) =>
    expect(() => openContent(url, {})).toThrow(expect.objectContaining({ code: 'invalid-target' })),
  );

  test('is the same for all copies of a run', () => {
    const open = createContentOpener({});
    const mirror = open('oci-layout:mirror');
    expect(open('oci-layout:mirror')).toBe(mirror);
    expect(open('oci-layout:other')).not.toBe(mirror);
    expect([open('github:owner/stacks'), open('github:owner/stacks')]).toEqual([undefined, undefined]);
  });
});

test('an archive to read from must be there, and be one', async () => {
  const directory = temporaryDirectory();
  const [whole, garbage] = [join(directory, 'whole.tar'), join(directory, 'garbage.tar')];
  const content = openContent(`oci-archive:${whole}`, {});
  if (content?.kind !== 'archive') return expect.unreachable();
  await publishTo(createContentTarget(content.store), await buildContent());
  await content.store.seal(new Map(), true);
  writeFileSync(garbage, 'garbage');
  const judge = (file: string) => attempt(() => requireArchive(file));
  expect(await Promise.all([judge(whole), judge(garbage), judge(join(directory, 'none.tar'))])).toEqual([
    { kind: 'done', result: undefined },
    { kind: 'failed', error: { code: 'invalid-layout', message: expect.stringContaining(garbage) } },
    { kind: 'failed', error: { code: 'not-found', message: expect.stringContaining('none.tar') } },
  ]);
});

describe('a place to copy to as a target, for releases that come from elsewhere', () => {
  /** The target, and the same place as others see it. */
  async function open(kind: string) {
    const directory = temporaryDirectory();
    const registry = await startRegistry();
    const url = {
      registry: `oci://${registry.host}/org/stacks`,
      layout: `oci-layout:${join(directory, 'oci')}`,
      archive: `oci-archive:${join(directory, 'oci.tar')}`,
    }[kind];
    const content = url === undefined ? undefined : openContent(url, {});
    if (url === undefined || content === undefined) return expect.unreachable();
    return { url, content, target: createContentTarget(content.store), see: () => openTarget(url, {}), close: () => registry.close() };
  }

  test.each(['registry', 'layout', 'archive'])('%s', async (kind) => {
    const { url, content, target, see, close } = await open(kind);
    const release = await buildContent();
    const { digest } = formatArtifact(release).manifest.descriptor;
    expect([target.url, await target.list(), await target.read(NAME)]).toEqual([url, [], undefined]);
    await target.preflight();
    expect(await publishTo(target, release)).toEqual({ result: 'published', digest });
    await target.verify(release);
    if (content.kind === 'archive') await content.store.seal(new Map(), true);
    // A run lists once, so this one is another.
    const again = createContentTarget(content.store);
    expect([await again.list(), await again.ask(release)]).toEqual([[NAME], { result: 'present', digest }]);
    expect(await see().ask(release)).toEqual({ result: 'present', digest });
    const published = await again.read(NAME);
    const [file] = published?.files ?? [];
    expect(file && (await published?.fetch(file))).toEqual(release.assets[0]?.bytes);
    await close();
  });

  test('names of other things than tags are passed over', async () => {
    const { content, target } = await open('layout');
    await publishTo(target, await buildContent());
    const manifest = await content.store.read(NAME);
    if (manifest !== undefined) await content.store.writeManifest(manifest, { name: 'registry.test/org/image:v1', fullName: undefined });
    expect(await createContentTarget(content.store).list()).toEqual([NAME]);
  });

  test('touches nothing before it is given something', async () => {
    const file = join(temporaryDirectory(), 'oci.tar');
    const content = openContent(`oci-archive:${file}`, {});
    if (content !== undefined) await createContentTarget(content.store).preflight();
    expect(existsSync(file)).toBe(false);
  });
});
