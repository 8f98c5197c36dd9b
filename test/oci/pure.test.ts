import fc from 'fast-check';
import { expect, describe as group, test } from 'vitest';
import { parseChallenges } from '../../src/oci/challenge.ts';
import {
  describe,
  EMPTY_CONFIG,
  formatManifest,
  MANIFEST_MEDIA_TYPE,
  type Manifest,
  parseManifest,
  parseReference,
  type Reference,
} from '../../src/oci/index.ts';

const HEX = 'a'.repeat(64);

group('references', () => {
  test.each([
    ['ghcr.io/org/name', { registry: 'ghcr.io', repository: 'org/name' }],
    ['GHCR.io/org/name:V1', { registry: 'ghcr.io', repository: 'org/name', tag: 'V1' }],
    ['localhost/a', { registry: 'localhost', repository: 'a' }],
    ['localhost:5000/a/b', { registry: 'localhost:5000', repository: 'a/b' }],
    ['[::1]:5000/a', { registry: '[::1]:5000', repository: 'a' }],
    ['docker.io/x', { registry: 'docker.io', repository: 'x' }],
    [
      `registry:5000/a__b/c-d.e:v1@sha256:${HEX}`,
      { registry: 'registry:5000', repository: 'a__b/c-d.e', tag: 'v1', digest: `sha256:${HEX}` },
    ],
  ])('%s', (text, reference) => expect(parseReference(text)).toEqual(reference));

  test.each([
    '',
    '/',
    'ghcr.io',
    'ghcr.io/',
    '/a',
    'org/name',
    'ghcr.io/Org/name',
    'ghcr.io/a//b',
    'ghcr.io/a/',
    'ghcr.io/a:',
    'ghcr.io/a:-x',
    'ghcr.io/a@',
    'ghcr.io/a@sha256:12',
    `ghcr.io/a@sha256:${HEX}@sha256:${HEX}`,
    'oci://ghcr.io/a',
    'https://u:p4ssw0rd@ghcr.io/a',
    'u:p4ssw0rd@ghcr.io/a',
    'ghcr.io:0/a',
    'ghcr.io:70000/a',
    'ghcr.io:/a',
    '[::1/a',
    '[zz]:1/a',
    'ghcr..io/a',
    'ghcr.io/a b',
    'ghcr.io/../a',
    'ghcr.io/a?b',
    'ghcr.io/a\n',
    `ghcr.io/a:${'x'.repeat(129)}`,
    `ghcr.io/${'x'.repeat(256)}`,
  ])('refuses %j', (text) => {
    try {
      parseReference(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid-reference' });
      expect(String(error)).not.toContain('p4ssw0rd');
    }
  });

  const formatReference = ({ registry, repository, tag, digest }: Reference): string =>
    `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;

  test('parse ∘ format is the identity', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,5}(?:[._-][a-z0-9]{1,5})?$/);
    const reference = fc.record(
      {
        registry: fc.oneof(
          fc.constantFrom('localhost', '[::1]:5000', 'docker.io'),
          fc.tuple(fc.domain(), fc.integer({ min: 1, max: 65535 })).map(([host, port]) => `${host.toLowerCase()}:${port}`),
        ),
        repository: fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
        tag: fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/),
        digest: fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`),
      },
      { requiredKeys: ['registry', 'repository'] },
    );
    fc.assert(fc.property(reference, (one) => void expect(parseReference(formatReference(one))).toEqual({ ...one })));
  });

  test('any text is a reference or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          parseReference(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid-reference' });
        }
      }),
    );
  });
});

group('manifests', () => {
  const layer = describe('text/plain', Buffer.from('ä'), { b: '1', a: '2' });
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_MEDIA_TYPE,
    config: EMPTY_CONFIG.descriptor,
    layers: [layer],
    annotations: { z: '1', a: 'ü' },
  };
  const written = JSON.parse(formatManifest(manifest).bytes.toString()) as Record<string, unknown>;
  const parse = (change: Record<string, unknown>, mediaType = MANIFEST_MEDIA_TYPE): unknown =>
    parseManifest(Buffer.from(JSON.stringify({ ...written, ...change })), mediaType);

  test('bytes', () => {
    const { bytes, descriptor } = formatManifest(manifest);
    expect(bytes.toString()).toBe(
      `{"schemaVersion":2,"mediaType":"${MANIFEST_MEDIA_TYPE}","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},` +
        `"layers":[{"mediaType":"text/plain","digest":"${layer.digest}","size":2,"annotations":{"a":"2","b":"1"}}],"annotations":{"a":"ü","z":"1"}}`,
    );
    expect(descriptor.size).toBe(Buffer.byteLength(bytes));
    expect(parseManifest(bytes, MANIFEST_MEDIA_TYPE)).toEqual(formatManifest(manifest));
    expect(formatManifest({ ...manifest, annotations: { a: 'ü', z: '1' } }).bytes).toEqual(bytes);
  });

  test('without a mediaType of its own', () =>
    expect(parse({ mediaType: undefined })).toMatchObject({ manifest: { mediaType: MANIFEST_MEDIA_TYPE } }));

  test.each<[string, Record<string, unknown>, string?]>([
    ['an index', { mediaType: 'application/vnd.oci.image.index.v1+json' }],
    ['an index by its header', {}, 'application/vnd.oci.image.index.v1+json'],
    [
      'a Docker manifest',
      { mediaType: 'application/vnd.docker.distribution.manifest.v2+json' },
      'application/vnd.docker.distribution.manifest.v2+json',
    ],
    ['both at once', { manifests: [] }],
    ['another schema', { schemaVersion: 1 }],
    ['no config', { config: undefined }],
    ['no layers', { layers: {} }],
    ['a negative size', { layers: [{ ...layer, size: -1 }] }],
    ['a broken size', { layers: [{ ...layer, size: 1.5 }] }],
    ['a size in a string', { layers: [{ ...layer, size: '1' }] }],
    ['a path for a digest', { layers: [{ ...layer, digest: 'sha256:../../x' }] }],
    ['an annotation that is a number', { annotations: { a: 1 } }],
    ['a null annotation list', { annotations: null }],
    ['an artifactType that is a number', { artifactType: 1 }],
  ])('refuses %s', (_, change, mediaType) =>
    expect(() => parse(change, mediaType)).toThrow(expect.objectContaining({ code: 'invalid-manifest' })),
  );
});

group('challenges', () => {
  test.each([
    ['Basic realm="a, b"', [{ scheme: 'basic', parameters: { realm: 'a, b' } }]],
    [
      'Bearer realm="https://a/t",service="s",scope="repository:a:pull,push"',
      [{ scheme: 'bearer', parameters: { realm: 'https://a/t', service: 's', scope: 'repository:a:pull,push' } }],
    ],
    [
      'Negotiate, NTLM abc==, bearer Realm = "x\\"y" , service=z, Basic realm=r',
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'ntlm', parameters: {} },
        { scheme: 'bearer', parameters: { realm: 'x"y', service: 'z' } },
        { scheme: 'basic', parameters: { realm: 'r' } },
      ],
    ],
    ['', []],
    ['"', []],
  ])('%s', (header, expected) =>
    expect(parseChallenges(header)).toEqual(
      expected.map(({ scheme, parameters }) => ({ scheme, parameters: Object.assign(Object.create(null), parameters) as object })),
    ),
  );

  test('no header hangs or throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '=', ' ', '\\', '/', 'Basic') }), (text) => void parseChallenges(text)),
    );
  });
});
