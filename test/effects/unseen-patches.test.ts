import { expect, test } from 'vitest';
import { classEffects, EXAMPLE } from './support/sides.ts';

const VARIABLE =
  '    - name: tag\n      required: false\n      schema:\n        openAPIV3Schema: {type: string, default: ""}\n  patches:\n';

/** A class with a patch that needs two variables, neither of which is set by default. */
function withPatch(value: string, name = 'both'): string {
  const patch = `    - name: ${name}
      enabledIf: '{{ and (ne .image "") (ne .tag "") }}'
      definitions:
        - selector:
            apiVersion: controlplane.cluster.x-k8s.io/v1beta1
            kind: KubeadmControlPlaneTemplate
            matchResources: {controlPlane: true}
          jsonPatches:
            - {op: add, path: /spec/template/spec/kubeadmConfigSpec/verbosity, value: ${value}}
`;
  return EXAMPLE.replace('  patches:\n', `${VARIABLE}${patch}`);
}

const kinds = async (before: string, after: string) =>
  (await classEffects(before, after)).map(({ kind, subject, rule }) => `${kind} ${subject} ${rule}`);

test('a patch that only two variables together switch on is not known, rather than nothing', async () => {
  const effects = await classEffects(withPatch('1'), withPatch('2'));
  expect(effects).toMatchObject([
    {
      kind: 'unknown',
      verdict: 'unknown',
      subject: 'patch both',
      rule: 'patch-unseen',
      cause: { field: 'patch both', file: expect.stringMatching(/cluster-class\.yaml$/) },
    },
  ]);
});

test('one that is new or gone likewise; another name is nothing', async () => {
  expect(await kinds(withPatch('1').replace(/ {4}- name: both[\s\S]*?value: 1}\n/, ''), withPatch('1'))).toEqual([
    'unknown patch both patch-unseen',
  ]);
  expect(await kinds(withPatch('1'), withPatch('1').replace(/ {4}- name: both[\s\S]*?value: 1}\n/, ''))).toEqual([
    'unknown patch both patch-unseen',
  ]);
  expect(await kinds(withPatch('1'), withPatch('1', 'other'))).toEqual([]);
});

test('with a cluster its own values decide', async () => {
  const topology = (tag: string) => ({
    class: 'docker-demo-1-32-v1',
    version: 'v1.32.5',
    variables: [
      { name: 'image', value: 'a' },
      { name: 'tag', value: tag },
    ],
  });
  const of = async (tag: string) =>
    (
      await classEffects(withPatch('1'), withPatch('2'), {
        cluster: { apiVersion: 'cluster.x-k8s.io/v1beta1', kind: 'Cluster', metadata: { name: 'c' }, spec: { topology: topology(tag) } },
      })
    ).map(({ kind }) => kind);
  expect(await of('b')).toEqual(['roll-control-plane']);
  expect(await of('')).toEqual([]);
});
