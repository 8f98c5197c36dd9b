import { expect, test } from 'vitest';
import { judgeOffered } from '../../../src/management/manifests/read-offered.ts';
import { release, TABLES } from '../solver/wanted.ts';

const other = release('docker-scs-1-32-v1', 'v1.32.1');

test.each([
  ['all is known', other, []],
  ['the provider', release('aws-scs-1-32-v1', 'v1.32.1'), ['no table has the provider aws, so its version is yours to choose']],
  [
    'the class',
    { ...other, demands: undefined },
    ['its cluster class was not rendered, so versions are chosen without its APIs; put a helm 3.19 on the PATH'],
  ],
  [
    'a kind of the class',
    {
      ...other,
      demands: [
        ...(other.demands ?? []),
        { apiVersion: 'controlplane.cluster.x-k8s.io/v1alpha1', kind: 'KamajiControlPlaneTemplate', releases: undefined },
      ],
    },
    [
      'has a KamajiControlPlaneTemplate of controlplane.cluster.x-k8s.io/v1alpha1, which no table knows, so what installs that is yours to choose',
    ],
  ],
])('what nobody knows is told: %s', (_, run, expected) => {
  expect(judgeOffered([run], TABLES).map(({ message }) => message)).toEqual(expected);
});
