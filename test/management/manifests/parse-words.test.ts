import { expect, test } from 'vitest';
import { findCsoSource } from '../../../src/management/manifests/find-cso-source.ts';
import { parseLabel, parseMinor, parseNewest, requireNamespaces } from '../../../src/management/manifests/parse-words.ts';

test('labels, minors, numbers and namespaces are read as Kubernetes reads them', () => {
  expect(parseLabel('clusterstacks.example.org/scs=enabled')).toEqual({ key: 'clusterstacks.example.org/scs', value: 'enabled' });
  expect(parseLabel('tenant=')).toEqual({ key: 'tenant', value: '' });
  expect([parseMinor('1.34'), parseMinor('v1.34.3'), parseNewest('3')]).toEqual([34, 34, 3]);
  expect(requireNamespaces(['tenant-a'])).toEqual(['tenant-a']);
});

test.each([
  () => parseLabel('no value'),
  () => parseLabel('a"b=c'),
  () => parseLabel('Upper.example/x=y'),
  () => parseMinor('34'),
  () => parseNewest('0'),
  () => parseNewest('-1'),
  () => requireNamespaces(['a', '../b']),
])('%s is refused', (read) => {
  expect(read).toThrow(/write it like|is not a namespace/);
});

test.each([
  ['oci://ghcr.io/my-org/cs', undefined, { kind: 'oci', registry: 'ghcr.io', repository: 'ghcr.io/my-org/cs', login: 'none' }],
  [
    'oci://registry.example.com:5000/a/b',
    undefined,
    { kind: 'oci', registry: 'registry.example.com:5000', repository: 'registry.example.com:5000/a/b', login: 'password' },
  ],
  ['oci://ghcr.io/my-org/cs', 'token', { kind: 'oci', registry: 'ghcr.io', repository: 'ghcr.io/my-org/cs', login: 'token' }],
  ['github:my-org/cs', undefined, { kind: 'github', owner: 'my-org', repository: 'cs' }],
  ['oci-layout:x', undefined, { kind: 'unknown', url: 'oci-layout:x' }],
  ['releases', undefined, { kind: 'unknown', url: 'releases' }],
  ['https://example.com/cs?token=hunter2', undefined, { kind: 'unknown', url: 'https://example.com/cs?token=***' }],
] as const)('CSO takes releases from %s (%s)', (url, csoLogin, cso) => {
  expect(findCsoSource({ sources: [url], csoSource: undefined, csoLogin }, undefined).cso).toEqual(cso);
});

const OCI = { kind: 'oci', registry: 'r.example.com', repository: 'r.example.com/cs', login: 'token' } as const;

test.each([
  ['what the folder has stays', { sources: ['oci-layout:x'] }, OCI, []],
  ['with its log-in, also where the same address is said', { sources: [], csoSource: 'oci://r.example.com/cs' }, OCI, []],
  ['a log-in that is said counts', { sources: ['oci-layout:x'], csoLogin: 'none' }, { ...OCI, login: 'none' }, []],
  [
    'a source that CSO could read is not taken instead, and that is told',
    { sources: ['oci-layout:x', 'github:my-org/cs', 'oci://r.example.com/cs'] },
    OCI,
    [
      [
        'oci://r.example.com/cs',
        'CSO takes releases from one place, and keeps this one, which the folder has; --cso-source changes it; it does not see github:my-org/cs',
      ],
    ],
  ],
  [
    'another address that is said counts',
    { sources: ['oci://r.example.com/cs'], csoSource: 'github:my-org/cs' },
    { kind: 'github', owner: 'my-org', repository: 'cs' },
    [],
  ],
] as const)('CSO’s source: %s', (_, more, cso, told) => {
  const found = findCsoSource({ csoSource: undefined, csoLogin: undefined, ...more }, OCI);
  expect([found.cso, found.findings.map(({ subject, message }) => [subject, message])]).toEqual([cso, told]);
});
