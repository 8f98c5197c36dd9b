import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createClusterStacks } from '../../src/management/objects/cluster-stacks.ts';
import { findObject, type KubernetesObject, sampleManifests } from '../management/support/sample-manifests.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { tryRun } from './support/run.ts';

/** Opt-in with KYVERNO=1, since Kyverno's CLI takes minutes to build: `KYVERNO=1 scripts/install-tools.sh`. */
const isAsked = process.env['KYVERNO'] === '1';

/** JSON is YAML. */
function format(objects: readonly KubernetesObject[]): string {
  return objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
}

/** Runs `kyverno test` on a policy, resources, and what is expected of them. */
async function review(
  policy: KubernetesObject,
  resources: readonly KubernetesObject[],
  results: readonly object[],
  more: Readonly<Record<string, string>> = {},
) {
  const folder = join(temporaryDirectory(), 'case');
  mkdirSync(folder);
  const cases = {
    apiVersion: 'cli.kyverno.io/v1alpha1',
    kind: 'Test',
    metadata: { name: 'case' },
    policies: ['policy.yaml'],
    resources: ['resources.yaml'],
    results,
  };
  const files = { 'policy.yaml': format([policy]), 'resources.yaml': format(resources), 'kyverno-test.yaml': format([cases]), ...more };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return tryRun('kyverno', ['test', folder], { cwd: folder });
}

const cluster = (name: string, version: string, topology: object | undefined): KubernetesObject => ({
  apiVersion: `cluster.x-k8s.io/${version}`,
  kind: 'Cluster',
  metadata: { name, namespace: 'tenant-a' },
  spec: topology === undefined ? { paused: true } : { topology },
});

describe.skipIf(!isAsked)('policies in Kyverno', () => {
  test('clusters are held to the releases on offer', async () => {
    const resources = [
      cluster('good', 'v1beta1', { class: 'openstack-scs-1-32-v1', version: 'v1.32.13' }),
      cluster('good-v1beta2', 'v1beta2', { classRef: { name: 'openstack-scs-1-31-v2' }, version: 'v1.31.14' }),
      cluster('wrong-version', 'v1beta1', { class: 'openstack-scs-1-32-v1', version: 'v1.32.12' }),
      cluster('unknown-class', 'v1beta2', { classRef: { name: 'openstack-scs-1-30-v9' }, version: 'v1.30.1' }),
      cluster('no-topology', 'v1beta1', undefined),
    ];
    const expected = (result: string, ...names: readonly string[]) => ({
      policy: 'cluster-releases',
      isValidatingPolicy: true,
      kind: 'Cluster',
      resources: names,
      result,
    });
    const unchanged = (...names: readonly string[]) => ({ ...expected('skip', ...names), operation: 'UPDATE' });
    const policy = findObject(sampleManifests({ policy: 'kyverno' }), 'ValidatingPolicy');
    const results = [expected('pass', 'good', 'good-v1beta2'), expected('fail', 'wrong-version', 'unknown-class', 'no-topology')];
    expect(await review(policy, resources, results)).toMatchObject({ exitCode: 0 });
    // With nothing changed, an update is let through whatever is on offer.
    expect(await review(policy, resources, [unchanged('wrong-version', 'unknown-class', 'no-topology')])).toMatchObject({ exitCode: 0 });
    // Another group's kind of that name is not asked about: there is no result that could be expected.
    const other = { ...cluster('database', 'v1', undefined), apiVersion: 'postgresql.cnpg.io/v1' };
    for (const result of ['pass', 'fail']) expect((await review(policy, [other], [expected(result, 'database')])).exitCode).not.toBe(0);
    // What is expected wrongly is noticed.
    expect((await review(policy, resources, [expected('pass', 'wrong-version')])).exitCode).not.toBe(0);
  });

  test('namespaces with the label get the ClusterStacks', async () => {
    const label = { key: 'clusterstacks.example.org/scs', value: 'enabled' };
    const manifests = sampleManifests({ distribution: { namespaces: [], label }, images: [] });
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'tenant-a', uid: '00000000-0000-0000-0000-000000000001', labels: { [label.key]: label.value } },
    };
    const expected = format(manifests.list.stacks.flatMap((stack) => createClusterStacks(stack, ['tenant-a'])).map(({ data }) => data));
    const results = [
      {
        policy: 'cluster-stacks',
        isGeneratingPolicy: true,
        kind: 'Namespace',
        resources: ['tenant-a'],
        generatedResource: 'expected.yaml',
        result: 'pass',
      },
    ];
    expect(await review(findObject(manifests, 'GeneratingPolicy'), [namespace], results, { 'expected.yaml': expected })).toMatchObject({
      exitCode: 0,
    });
  });
});
