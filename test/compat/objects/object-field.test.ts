import { expect, test } from 'vitest';
import { checkBuilt } from '../../support/check-built.ts';
import { at, CLASS, CNI, judge, pick } from './judge.ts';

const deployment = (spec: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cni}\nspec: ${spec}\n`;
const POD_RESOURCES = deployment('{template: {spec: {resources: {}}}}');

test('the whole finding', async () => {
  expect(await checkBuilt([pick('object-field')], { [CNI]: `# a\n${deployment('{replica: 1}')}` })).toEqual([
    {
      code: 'object-field',
      verdict: 'refuse',
      subject: 'Deployment/cni',
      message: 'has spec.replica, which no apps/v1 Deployment has; did you mean replicas?',
      file: `stacks/docker/demo/${CNI}`,
      source: 'k8s.io/client-go v0.30 to v0.37, the schemas of server-side apply',
      waived: false,
    },
  ]);
});

test.each([
  [31, 'refuse'],
  [32, undefined],
])('a pod’s resources, which 1.32 brought, in 1.%i: %s', async (minor, verdict) => {
  expect(await judge('object-field', { [CNI]: POD_RESOURCES }, at(minor))).toEqual(
    verdict === undefined ? [] : [[verdict, 'Deployment/cni', CNI]],
  );
});

test('of the management cluster’s Kubernetes only what no version has is refused', async () => {
  expect(await judge('object-field', { [CLASS]: POD_RESOURCES }, at(31))).toEqual([]);
  expect(await judge('object-field', { [CLASS]: deployment('{replica: 1}') }, at(31))).toEqual([['refuse', 'Deployment/cni', CLASS]]);
});

test('a Kubernetes newer than the table may have the field', async () => {
  expect(await judge('object-field', { [CNI]: deployment('{replica: 1}') }, at(39))).toEqual([['unknown', 'Deployment/cni', CNI]]);
});

test('what fits is said of charts that have such objects', async () => {
  const found = await checkBuilt([pick('object-field')], { [CNI]: deployment('{replicas: 1}') });
  expect(found.map(({ verdict, subject, message }) => [verdict, subject, message])).toEqual([
    ['ok', 'cni', 'has no field that Kubernetes 1.32 does not have'],
  ]);
  expect(await checkBuilt([pick('object-field')], { [CNI]: 'apiVersion: a.example.org/v1\nkind: A\nmetadata: {name: a}\n' })).toEqual([]);
});
