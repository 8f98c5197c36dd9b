import { expect, test } from 'vitest';
import { DEFAULT_RETRY } from '../../src/http/index.ts';
import { openTarget } from '../../src/publish/index.ts';
import { publishTo } from '../support/publish-to.ts';
import { type RegistryTestOptions, startRegistry } from '../support/registry.ts';
import { buildContent } from '../support/release-builder.ts';

/** A registry at which another job publishes other content under the name, at a moment of our own publication. */
async function raceWith(isMoment: (method: string, path: string) => boolean) {
  const [ours, theirs] = [await buildContent('v1'), await buildContent('v1', { 'cluster-class/values.yaml': 'replicas: 2\n' })];
  let isOver = false;
  const other = await startRegistry();
  await publishTo(openTarget(`oci://${other.host}/org/stacks`, {}), theirs);
  const intercept: RegistryTestOptions['intercept'] = ({ method, path }) => {
    if (isOver || !isMoment(method, path)) return false;
    isOver = true;
    for (const [digest, bytes] of other.blobs) registry.blobs.set(digest, bytes);
    for (const [name, manifest] of other.manifests) registry.manifests.set(name, manifest);
    return false;
  };
  const registry = await startRegistry({ intercept });
  const waits: number[] = [];
  const retry = { ...DEFAULT_RETRY, sleep: async (wait: number) => void waits.push(wait) };
  const target = openTarget(`oci://${registry.host}/org/stacks`, { retry });
  const result = await publishTo(target, ours)
    .then(() => target.verify(ours))
    .then(
      () => 'published',
      (error: { readonly code: string }) => error.code,
    );
  await Promise.all([registry.close(), other.close()]);
  return { result, isOver, waits };
}

test('a name that is taken while the content is brought there is not given away again', async () => {
  expect(await raceWith((method) => method === 'PUT')).toEqual({ result: 'release-conflict', isOver: true, waits: [] });
});

test('a tag that is moved while it is read back is noticed', async () => {
  const isBlob = (method: string, path: string) => method === 'GET' && path.includes('/blobs/');
  expect(await raceWith(isBlob)).toEqual({ result: 'verification-failed', isOver: true, waits: [expect.any(Number)] });
});

test('nobody interferes: the wait is short', async () => {
  const { result, waits } = await raceWith(() => false);
  expect([result, waits.length, Math.max(...waits) < 5001]).toEqual(['published', 1, true]);
});
