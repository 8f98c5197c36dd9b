import { expect, test } from 'vitest';
import { formatGraph, formatPatch } from '../../../src/lifecycle/index.ts';
import { requireReleaseName } from '../../../src/version/index.ts';

test('a step is a patch of the Cluster, in both spellings', () => {
  expect(formatPatch(requireReleaseName('docker-scs-1-36-v0-beta-100'), 'v1.36.2')).toEqual({
    v1beta1: 'spec:\n  topology:\n    class: docker-scs-1-36-v0-beta.100\n    version: v1.36.2\n',
    v1beta2: 'spec:\n  topology:\n    classRef:\n      name: docker-scs-1-36-v0-beta.100\n    version: v1.36.2\n',
  });
});

test('a graph has steps that are ok as pairs, conditional ones by their reasons, and no others', () => {
  const node = (release: string) => ({ release, source: 'oci://r/s', digest: 'sha256:a', metadata: { channel: 'stable' } });
  const reason = { code: 'risk', verdict: 'warn', message: 'm', url: 'https://example.org' } as const;
  const edge = (from: string, to: string, verdict: 'ok' | 'conditional' | 'refused') => ({
    from,
    to,
    verdict,
    reasons: verdict === 'ok' ? [] : [reason],
  });
  const edges = [
    edge('a', 'b', 'ok'),
    edge('b', 'c', 'conditional'),
    edge('a', 'c', 'conditional'),
    edge('c', 'a', 'refused'),
    edge('a', 'elsewhere', 'ok'),
  ];
  expect(formatGraph([node('a'), node('b'), node('c')], edges)).toEqual({
    version: 1,
    nodes: ['a', 'b', 'c'].map((version) => ({ version, payload: 'oci://r/s@sha256:a', metadata: { channel: 'stable' } })),
    edges: [[0, 1]],
    conditionalEdges: [
      {
        edges: [
          { from: 'b', to: 'c' },
          { from: 'a', to: 'c' },
        ],
        risks: [{ url: 'https://example.org', name: 'risk', message: 'm', matchingRules: [{ type: 'Always' }] }],
      },
    ],
  });
});
