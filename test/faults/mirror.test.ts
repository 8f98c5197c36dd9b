import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mirror } from '../../src/lifecycle/mirror/index.ts';
import { openTarget } from '../../src/publish/index.ts';
import type { Runtime } from '../../src/request.ts';
import { createFaultyFetch, type Fault } from '../support/faulty-fetch.ts';
import { publishTo } from '../support/publish-to.ts';
import { startRegistry, type TestRegistry } from '../support/registry.ts';
import { buildContent } from '../support/release-builder.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ALL = { names: [], stacks: [], kubernetes: undefined, channel: undefined, images: true, imagesTo: undefined };
const RUNTIME: Runtime = { today: '2026-11-28', wait: 0, retry: { attempts: 1, sleep: async () => {} } };
const direct: NonNullable<Runtime['fetch']> = (url, init) => fetch(url, init);

let source: TestRegistry;
let url: string;
beforeAll(async () => {
  source = await startRegistry();
  url = `oci://${source.host}/org/one`;
  for (const version of ['v1', 'v2']) await publishTo(openTarget(url, RUNTIME), await buildContent(version));
});
afterAll(() => source.close());

/** Each request of a run goes wrong once; then the same again, without trouble. */
async function disturb(
  fault: Fault,
  place: (at: number) => Promise<string>,
  check: (target: string, when: string) => Promise<void>,
): Promise<number> {
  const count = createFaultyFetch(direct, 0, fault);
  await mirror({ ...ALL, source: url, target: await place(0) }, { ...RUNTIME, fetch: count.fetch });
  for (let at = 1; at <= count.count(); at++) {
    const target = await place(at);
    const when = `${fault} at request ${at} of ${count.count()}`;
    await mirror({ ...ALL, source: url, target }, { ...RUNTIME, fetch: createFaultyFetch(direct, at, fault).fetch }).catch(() => {});
    const { releases } = await mirror({ ...ALL, source: url, target }, RUNTIME);
    expect(
      releases.filter(({ result }) => result === 'failed'),
      when,
    ).toEqual([]);
    await check(target, when);
  }
  return count.count();
}

test.each(['drop-before', 'drop-after'] as const)(
  'a registry, %s: the same command finishes it, and sends nothing that is there',
  async (fault) => {
    let target: TestRegistry | undefined;
    const place = async () => {
      await target?.close();
      target = await startRegistry({ mounts: 201 });
      return `oci://${target.host}/org/two`;
    };
    const wanted = new Map([...source.manifests].map(([name, { bytes }]) => [name.replace('one', 'two'), bytes]));
    const disturbed = await disturb(fault, place, async (_, when) => {
      expect(new Map([...(target?.manifests ?? [])].map(([name, { bytes }]) => [name, bytes])), when).toEqual(wanted);
      const sent = target?.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/uploads/')) ?? [];
      // One request at most was lost after it arrived, or broke off on the way.
      expect(sent.length, when).toBeLessThanOrEqual(source.blobs.size + 1);
    });
    await target?.close();
    expect(disturbed).toBeGreaterThan(40);
  },
  120_000,
);

test('an archive: the same bytes in the end', async () => {
  const folder = temporaryDirectory();
  await mirror({ ...ALL, source: url, target: `oci-archive:${join(folder, 'whole.tar')}` }, RUNTIME);
  const whole = readFileSync(join(folder, 'whole.tar'));
  await disturb(
    'drop-after',
    async (at) => `oci-archive:${join(folder, `${at}.tar`)}`,
    async (target, when) => expect(readFileSync(target.slice('oci-archive:'.length)).equals(whole), when).toBe(true),
  );
}, 120_000);
