import { expect, test } from 'vitest';
import { lookForAttestation } from '../../../src/lifecycle/verify/look-for-attestation.ts';
import type { PublishedRelease } from '../../../src/release/index.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const release = (more: Partial<PublishedRelease> = {}): PublishedRelease => ({
  url: 'oci://ghcr.io/org/stacks',
  name: 'docker-demo-1-32-v1',
  digest: DIGEST,
  kubernetes: 'v1.32.5',
  provenance: { commit: 'c', repository: 'https://github.com/org/sources', tool: 't' },
  files: [],
  fetch: () => Promise.reject(new Error('asked')),
  ...more,
});
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

test.each<readonly [string, Partial<PublishedRelease>, boolean, (() => Response) | undefined, string]>([
  [
    'there',
    {},
    false,
    () => json(200, { attestations: [{}] }),
    `gh attestation verify oci://ghcr.io/org/stacks@${DIGEST} --repo org/sources`,
  ],
  ['not there', {}, false, () => json(404, { message: 'Not Found' }), 'org/sources has no attestation of it on GitHub'],
  ['GitHub in trouble', {}, false, () => json(500, { message: 'x' }), 'GitHub cannot be asked for an attestation'],
  ['offline', {}, true, undefined, '--offline asks no server'],
  ['nobody knows where from', { provenance: undefined }, false, undefined, 'does not say which repository'],
  ['another forge', { provenance: { commit: 'c', repository: 'file:///x', tool: 't' } }, false, undefined, 'does not say which repository'],
])('%s: unknown, and why', async (_, more, offline, answer, message) => {
  const asked: string[] = [];
  const fetch = (url: string) => {
    asked.push(decodeURIComponent(new URL(url).pathname));
    return Promise.resolve(answer?.() ?? json(500, {}));
  };
  const found = await lookForAttestation(release(more), offline, { today: '2026-11-28', fetch });
  expect(found).toEqual({ verdict: 'unknown', message: expect.stringContaining(message) });
  expect(asked).toEqual(answer === undefined ? [] : [`/repos/org/sources/attestations/${DIGEST}`]);
});

test('only registries have them', async () => {
  expect(await lookForAttestation(release({ url: 'github:org/stacks' }), false, { today: '2026-11-28' })).toBeUndefined();
});
