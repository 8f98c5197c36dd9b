import { expect, test } from 'vitest';
import { KNOWLEDGE } from '../../../src/compat/index.ts';
import { CLASS_FIELD } from '../../../src/compat/rules/cluster-class/class-field.ts';
import { MANAGEMENT_CLUSTER } from '../../../src/compat/rules/cluster-class/management-cluster.ts';
import { checkBuilt } from '../../support/check-built.ts';
import { CLASS } from '../../support/cluster-class.ts';

const PATH = 'cluster-class/templates/cluster-class.yaml';

/** The class for another provider of infrastructure. */
function classOf(prefix: string, version: string): string {
  return CLASS.replaceAll(
    /infrastructure\.cluster\.x-k8s\.io\/v1beta1(,? *\n? *kind: )Docker/g,
    `infrastructure.cluster.x-k8s.io/${version}$1${prefix}`,
  );
}

async function judge(text: string, minor: number, today = '2026-11-28', operators = KNOWLEDGE.clusterApi.operators): Promise<string[]> {
  const knowledge = { ...KNOWLEDGE, clusterApi: { ...KNOWLEDGE.clusterApi, operators } };
  const facts = { kubernetes: { major: 1, minor, patch: 3 }, today, knowledge };
  const findings = await checkBuilt([MANAGEMENT_CLUSTER], { [PATH]: text }, { facts });
  return findings.map(({ verdict, message }) => `${verdict}: ${message}`);
}

const CSO = 'CSO 0.2.0-alpha.1';
const LIMIT = `${CSO} works with CAPI 1.8 to 1.12 (from Cluster API 1.13 on its hooks are sent a v1beta2 Cluster, which this release cannot read)`;

test.each([
  ['Docker', 'v1beta1', 32, `ok: management clusters with CAPI 1.9 to 1.12 (1.9 from 1.9.1), ${CSO} can take this release`],
  [
    'OpenStack',
    'v1beta1',
    32,
    `ok: management clusters with CAPI 1.9 to 1.12 (1.9 from 1.9.1), CAPO 0.10 to 0.15, ${CSO} can take this release`,
  ],
  [
    'Metal3',
    'v1beta1',
    32,
    `ok: management clusters with CAPI 1.9 to 1.12 (1.9 from 1.9.1), CAPM3 1.9 to 1.12, ${CSO} can take this release`,
  ],
  ['Docker', 'v1beta1', 36, `ok: management clusters with CAPI 1.12 (1.12 from 1.12.8), ${CSO} can take this release`],
  [
    'Docker',
    'v1beta1',
    28,
    `warn: management clusters with CAPI 1.8 to 1.11, ${CSO} can take this release, and none of those releases of Cluster API is still maintained (the last until 2026-08-18)`,
  ],
  [
    'Metal3',
    'v1beta2',
    32,
    `refuse: its templates need v1beta2 of CAPM3 1.13 to 1.14, with CAPI 1.13 or CAPI 1.14; Kubernetes 1.32 and its other APIs allow CAPI 1.9 to 1.14, and ${LIMIT}; no management cluster can have all of these`,
  ],
  ['Docker', 'v1beta1', 23, `refuse: its APIs and Kubernetes 1.23 need CAPI 1.5 to 1.6, and ${LIMIT}; no management cluster can have both`],
  [
    'Hetzner',
    'v1beta1',
    32,
    `unknown: CAPI 1.9 to 1.12 (1.9 from 1.9.1) and ${CSO} go together; which releases of the provider of HetznerClusterTemplate go with them is not known here`,
  ],
  ['OpenStack', 'v1alpha4', 32, 'unknown: no known release of CAPO serves v1alpha4'],
])('%s %s on Kubernetes 1.%i', async (prefix, version, minor, expected) => {
  expect(await judge(classOf(prefix, version), minor)).toEqual([expected]);
});

test('what other rules say is not said again: Kubernetes that no release knows, and no class at all', async () => {
  expect(await judge(CLASS, 40)).toEqual([]);
  expect(await judge('kind: ConfigMap\n', 32)).toEqual([]);
});

test('a newer operator lifts the limit', async () => {
  const newer = KNOWLEDGE.clusterApi.operators.map((operator) => ({ ...operator, release: 'CSO 0.3.0', core: ['1.11'] }));
  expect(await judge(classOf('Metal3', 'v1beta2'), 34, '2026-11-28', newer)).toEqual([
    'ok: management clusters with CAPI 1.13 to 1.14, CAPM3 1.13 to 1.14, CSO 0.3.0 can take this release',
  ]);
});

/** CAPO has `imageRef` since 0.11, and looks after its three newest releases: with those of the table, 0.13 to 0.15. */
const IMAGE_REF = `${classOf('OpenStack', 'v1beta1')}---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: OpenStackMachineTemplate
metadata: {name: worker}
spec: {template: {spec: {flavor: small, image: {imageRef: {name: node}}}}}
`;

test('a release that lacks a field of the class cannot take it', async () => {
  expect(await judge(IMAGE_REF, 33)).toEqual([
    `ok: management clusters with CAPI 1.10 to 1.12 (1.10 from 1.10.1), CAPO 0.11 to 0.15, ${CSO} can take this release`,
  ]);
});

test.each([
  ['0.15', 'ok: all its fields are those of OpenStackMachineTemplate of infrastructure.cluster.x-k8s.io/v1beta1'],
  ['0.12', 'warn: spec.template.spec.image.imageRef is a field in CAPO 0.11 to 0.14, and not in CAPO 0.10'],
])('a field that an old release lacks is a warning while that is looked after: the newest is CAPO %s', async (newest, expected) => {
  const providers = KNOWLEDGE.clusterApi.providers.map((provider) => ({
    ...provider,
    releases: provider.releases.slice(0, 1 + provider.releases.findIndex(({ release }) => release === `CAPO ${newest}`)),
  }));
  const knowledge = { ...KNOWLEDGE, clusterApi: { ...KNOWLEDGE.clusterApi, providers } };
  const facts = { kubernetes: { major: 1, minor: 33, patch: 3 }, knowledge };
  const findings = await checkBuilt([CLASS_FIELD], { [PATH]: IMAGE_REF }, { facts });
  const own = findings.filter(({ subject }) => subject === 'OpenStackMachineTemplate/worker');
  expect(own.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual([expected]);
});
