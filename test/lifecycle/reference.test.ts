import { expect, test } from 'vitest';
import { describeError } from '../../src/errors.ts';
import { parseReference } from '../../src/lifecycle/index.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const LINE = { provider: 'docker', name: 'scs', kubernetes: { major: 1, minor: 36 } };

test.each([
  ['oci://ghcr.io/org/stacks:docker-scs-1-36-v4', { kind: 'name', source: 'oci://ghcr.io/org/stacks', name: 'docker-scs-1-36-v4' }],
  ['oci://localhost:5000/stacks:docker-scs-1-36-v4', { kind: 'name', source: 'oci://localhost:5000/stacks', name: 'docker-scs-1-36-v4' }],
  [`oci://localhost:5000/stacks@${DIGEST}`, { kind: 'digest', source: 'oci://localhost:5000/stacks', digest: DIGEST }],
  ['oci://ghcr.io/org/stacks:docker-scs-1-36', { kind: 'line', source: 'oci://ghcr.io/org/stacks', line: LINE }],
  ['oci-layout:.release/oci:docker-scs-1-36-v0.beta-100', undefined],
  [
    'oci-layout:.release/oci:docker-scs-1-36-v0-beta-100',
    { kind: 'name', source: 'oci-layout:.release/oci', name: 'docker-scs-1-36-v0-beta-100' },
  ],
  [`oci-layout:/a/b@${DIGEST}`, { kind: 'digest', source: 'oci-layout:/a/b', digest: DIGEST }],
  ['oci-archive:a:b.tar:docker-scs-1-36-v1', { kind: 'name', source: 'oci-archive:a:b.tar', name: 'docker-scs-1-36-v1' }],
  ['github:org/stacks@docker-scs-1-36-v4', { kind: 'name', source: 'github:org/stacks', name: 'docker-scs-1-36-v4' }],
  ['docker-scs-1-36-v4', { kind: 'name', source: 'oci-layout:x', name: 'docker-scs-1-36-v4' }],
  ['docker-scs-1-36', { kind: 'line', source: 'oci-layout:x', line: LINE }],
  [DIGEST, { kind: 'digest', source: 'oci-layout:x', digest: DIGEST }],
  ['.release/docker-scs-1-36-v4/', { kind: 'folder', folder: '.release/docker-scs-1-36-v4' }],
  ['.', { kind: 'folder', folder: '.' }],
  ['oci://ghcr.io/org/stacks', undefined],
  ['oci://localhost:5000/stacks', undefined],
  ['github:org/stacks', undefined],
  ['oci://ghcr.io/org/stacks@sha256:abc', undefined],
  ['sha256:abc', undefined],
  ['latest', undefined],
])('%s', (word, expected) => {
  const read = () => {
    try {
      return parseReference(word, 'oci-layout:x');
    } catch (error) {
      return describeError(error).code;
    }
  };
  expect(read()).toEqual(expected ?? 'usage');
});

test('a password in a reference is not shown', () => {
  expect(() => parseReference('oci://me:secret@ghcr.io/org', 'x')).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('secret') }),
  );
});
