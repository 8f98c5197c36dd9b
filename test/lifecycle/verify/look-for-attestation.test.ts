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

/** An attestation of these digests, in the shape of GitHub's answer. */
const state = (...subjects: readonly (string | readonly [name: string, digest: string])[]) => attest({}, {}, subjects);

/** One with another statement or envelope. */
function attest(statement: object, envelope: object, subjects: readonly (string | readonly [name: string, digest: string])[]) {
  const subject = subjects
    .map((one) => (typeof one === 'string' ? ['stacks', one] : one))
    .map(([name, digest = '']) => ({
      name,
      digest: { sha256: digest.slice('sha256:'.length) },
    }));
  const whole = { _type: 'https://in-toto.io/Statement/v1', predicateType: 'https://slsa.dev/provenance/v1', subject, ...statement };
  const payload = Buffer.from(JSON.stringify(whole)).toString('base64');
  return { bundle: { dsseEnvelope: { payload, payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: 'MEUC' }], ...envelope } } };
}

test.each<readonly [string, Partial<PublishedRelease>, boolean, (() => Response) | undefined, string]>([
  [
    'there',
    {},
    false,
    () => json(200, { attestations: [state(DIGEST)] }),
    `org/sources has an attestation of it on GitHub, whose signature is verified by: gh attestation verify oci://ghcr.io/org/stacks@${DIGEST} --repo org/sources`,
  ],
  [
    'there, and the statement elsewhere',
    {},
    false,
    () => json(200, { attestations: [{ bundle: null, bundle_url: 'https://example.org/x' }] }),
    "GitHub's answer has no statement about it whose digests could be compared",
  ],
  [
    'about something else',
    {},
    false,
    () => json(200, { attestations: [state(`sha256:${'b'.repeat(64)}`)] }),
    'org/sources has no attestation of it on GitHub; statements there have other digests of it',
  ],
  ['not there', {}, false, () => json(404, { message: 'Not Found' }), 'org/sources has no attestation of it on GitHub'],
  ['GitHub in trouble', {}, false, () => json(500, { message: 'x' }), 'GitHub cannot be asked for an attestation'],
  ['offline', {}, true, undefined, '--offline asks no server'],
  [
    'an SBOM alone',
    {},
    false,
    () => json(200, { attestations: [attest({ predicateType: 'https://cyclonedx.org/bom' }, {}, [DIGEST])] }),
    'org/sources has no attestation of it on GitHub',
  ],
  [
    'unsigned',
    {},
    false,
    () => json(200, { attestations: [attest({}, { signatures: [] }, [DIGEST])] }),
    'org/sources has no attestation of it on GitHub; what is there of it is no signed statement',
  ],
  [
    'another type of envelope',
    {},
    false,
    () => json(200, { attestations: [attest({}, { payloadType: 'application/json' }, [DIGEST])] }),
    'org/sources has no attestation of it on GitHub; what is there of it is no signed statement',
  ],
  [
    'no statement of in-toto',
    {},
    false,
    () => json(200, { attestations: [attest({ _type: 'x' }, {}, [DIGEST])] }),
    'org/sources has no attestation of it on GitHub; what is there of it is no signed statement',
  ],
  [
    'of the same name on another forge',
    { provenance: { commit: 'c', repository: 'https://gitlab.com/org/sources', tool: 't' } },
    false,
    undefined,
    'does not say which repository of github.com it was built from',
  ],
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
  if (message.includes('has no attestation')) expect(found?.message).toBe(message);
  expect(asked).toEqual(answer === undefined ? [] : [`/repos/org/sources/attestations/${DIGEST}`]);
});

const hash = (letter: string) => `sha256:${letter.repeat(64)}`;
const FILES = [
  { name: 'a.tgz', digest: hash('a'), size: 1 },
  { name: 'b.tgz', digest: hash('b'), size: 1 },
];

test.each<readonly [string, Readonly<Record<string, readonly unknown[]>>, number, string]>([
  [
    'one statement of all files',
    { [hash('a')]: [state(['a.tgz', hash('a')], ['b.tgz', hash('b')])] },
    1,
    'org/stacks has an attestation of all its files on GitHub, whose signature is verified by: gh attestation verify a.tgz --repo org/stacks',
  ],
  [
    'one of each',
    { [hash('a')]: [state(['a.tgz', hash('a')])], [hash('b')]: [state(['b.tgz', hash('b')])] },
    2,
    'org/stacks has an attestation of all its files on GitHub, whose signature is verified by: gh attestation verify a.tgz --repo org/stacks',
  ],
  [
    'of one file alone',
    { [hash('b')]: [state(['b.tgz', hash('b')])] },
    2,
    'org/stacks has an attestation of b.tgz on GitHub, whose signature is verified by: gh attestation verify b.tgz --repo org/stacks; none was found of a.tgz',
  ],
  [
    'another digest of a file',
    { [hash('a')]: [state(['a.tgz', hash('a')], ['b.tgz', hash('c')])] },
    2,
    'org/stacks has an attestation of a.tgz on GitHub, whose signature is verified by: gh attestation verify a.tgz --repo org/stacks; statements there have other digests of b.tgz',
  ],
  ['of none', {}, 2, 'org/stacks has no attestation of its files on GitHub'],
  [
    'an envelope that is none',
    { [hash('a')]: [{ bundle: { dsseEnvelope: { payload: '%%%' } } }] },
    2,
    'org/stacks has no attestation of its files on GitHub; what is there of a.tgz is no signed statement',
  ],
])('on GitHub, %s', async (_, store, requests, message) => {
  let asked = 0;
  const fetch = (url: string) => {
    asked++;
    const attestations = store[decodeURIComponent(new URL(url).pathname).split('/').at(-1) ?? ''];
    return Promise.resolve(attestations === undefined ? json(404, { message: 'Not Found' }) : json(200, { attestations }));
  };
  const published = release({ url: 'github:org/stacks', provenance: undefined, files: FILES });
  expect(await lookForAttestation(published, false, { today: '2026-11-28', fetch })).toEqual({ verdict: 'unknown', message });
  expect(asked).toBe(requests);
});

test('no more files are asked for than a release has', async () => {
  let asked = 0;
  const fetch = () => {
    asked++;
    return Promise.resolve(json(404, { message: 'Not Found' }));
  };
  const files = Array.from({ length: 100 }, (_, index) => ({ name: `${index}`, digest: hash('a'), size: 1 }));
  const found = await lookForAttestation(release({ url: 'github:org/stacks', files }), false, { today: '2026-11-28', fetch });
  expect(found?.message).toBe('org/sources has no attestation of its files on GitHub; of 100 files only 20 were looked for');
  expect(asked).toBe(20);
});

test('layouts and folders have none', async () => {
  expect(await lookForAttestation(release({ url: 'oci-layout:x' }), false, { today: '2026-11-28' })).toBeUndefined();
});

test('a GitHub of its own attests what was built there', async () => {
  const asked: string[] = [];
  const fetch = (url: string) => {
    asked.push(decodeURIComponent(url));
    return Promise.resolve(json(200, { attestations: [state(DIGEST)] }));
  };
  const provenance = { commit: 'c', repository: 'https://git.example.org/org/sources.git', tool: 't' };
  const github = { apiUrl: 'https://git.example.org/api/v3' };
  const found = await lookForAttestation(release({ provenance }), false, { today: '2026-11-28', fetch, github });
  expect(found?.message).toMatch(/: gh attestation verify \S+ --repo org\/sources --hostname git\.example\.org$/);
  expect(asked).toEqual([expect.stringContaining(`https://git.example.org/api/v3/repos/org/sources/attestations/${DIGEST}?`)]);
  expect(asked[0]).toContain('predicate_type=provenance');
});
