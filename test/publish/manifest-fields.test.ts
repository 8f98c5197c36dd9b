import { expect, test } from 'vitest';
import { formatArtifact, listManifestFields } from '../../src/publish/index.ts';
import { buildContent } from '../support/release-builder.ts';

const TYPE = 'application/vnd.scs.cluster-stacks.v1';
const EMPTY = 'application/vnd.oci.empty.v1+json';

const RIGHT = [
  { field: 'artifactType', expected: TYPE, found: TYPE },
  { field: 'config', expected: EMPTY, found: EMPTY },
];

test('the manifest of a release has what CSO and csctl know', async () => {
  const { artifactType, config, annotations = {} } = formatArtifact(await buildContent()).manifest.manifest;
  const manifest = { artifactType, config: config.mediaType, mediaTypes: new Map(), annotations };
  const hash = annotations['hash'];
  expect(listManifestFields(manifest, { kubernetes: 'v1.32.5', hash })).toEqual([
    ...RIGHT,
    { field: 'annotation kubernetesVersion', expected: 'v1.32.5', found: 'v1.32.5' },
    { field: 'annotation hash', expected: hash, found: hash },
  ]);
});

test('a manifest of something else lacks it', () => {
  const manifest = { artifactType: undefined, config: 'application/vnd.oci.image.config.v1+json', mediaTypes: new Map(), annotations: {} };
  expect(listManifestFields(manifest, { kubernetes: 'v1.32.5', hash: 'abc1234' })).toEqual([
    { field: 'artifactType', expected: TYPE, found: 'nothing' },
    { field: 'config', expected: EMPTY, found: 'application/vnd.oci.image.config.v1+json' },
    { field: 'annotation kubernetesVersion', expected: 'v1.32.5', found: 'nothing' },
    { field: 'annotation hash', expected: 'abc1234', found: 'nothing' },
  ]);
});

test('what the files do not say is not asked of it', () => {
  const manifest = { artifactType: TYPE, config: EMPTY, mediaTypes: new Map(), annotations: { hash: 'abc1234' } };
  expect(listManifestFields(manifest, { kubernetes: undefined, hash: undefined })).toEqual(RIGHT);
});
