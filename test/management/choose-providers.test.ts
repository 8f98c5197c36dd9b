import { expect, test } from 'vitest';
import { chooseProviders, type ProviderNeeds } from '../../src/management/choose-providers.ts';
import { TABLES } from './solver/wanted.ts';

test.each<[ProviderNeeds, Readonly<Record<string, string | undefined>>]>([
  [
    { provider: 'docker', minors: [36], apis: ['v1beta1'] },
    { core: 'v1.12.11', infrastructure: 'v1.12.11', certManager: 'v1.21.0', orc: undefined, ipam: undefined },
  ],
  [
    { provider: 'openstack', minors: [35, 36], apis: ['v1beta1'] },
    { core: 'v1.12.11', infrastructure: 'v0.14.7', certManager: 'v1.21.0', orc: 'v2.6.0', ipam: undefined },
  ],
  [
    { provider: 'openstack', minors: [28], apis: ['v1alpha7'] },
    { core: 'v1.11.11', infrastructure: 'v0.11.8', certManager: 'v1.20.2', orc: undefined, ipam: undefined },
  ],
  [
    { provider: 'metal3', minors: [32], apis: ['v1beta1'] },
    { core: 'v1.12.11', infrastructure: 'v1.12.7', certManager: 'v1.21.0', orc: undefined, ipam: 'v1.12.6' },
  ],
])('%j', (needs, expected) => {
  const chosen = Object.entries(chooseProviders(needs, TABLES)).map(([name, choice]) => [name, choice?.version]);
  expect(Object.fromEntries(chosen)).toEqual(expected);
});

test.each([
  [{ provider: 'metal3', minors: [32], apis: ['v1beta2'] }, /so it takes CAPM3 1.13 with CAPI 1.13/],
  [{ provider: 'hcloud', minors: [32], apis: ['v1beta1'] }, /no table has a provider for hcloud/],
])('%j is refused', (needs, message) => {
  expect(() => chooseProviders(needs, TABLES)).toThrow(message);
});
