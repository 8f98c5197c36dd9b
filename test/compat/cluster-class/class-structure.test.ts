import { expect, test } from 'vitest';
import { CLUSTER_CLASS } from '../../../src/compat/rules/cluster-class/index.ts';
import { checkBuilt } from '../../support/check-built.ts';

test('a worker class that stands twice is found among many', async () => {
  const names = Array.from({ length: 150_000 }, (_, index) => `{class: a${index}}`);
  const text = `apiVersion: cluster.x-k8s.io/v1beta1\nkind: ClusterClass\nmetadata: {name: demo}\nspec: {workers: {machineDeployments: [${names.join(', ')}, {class: a7}]}}\n`;
  const rule = CLUSTER_CLASS.filter(({ code }) => code === 'class-structure');
  const [found] = await checkBuilt(rule, { 'cluster-class/templates/cluster-class.yaml': text });
  expect(found?.message).toContain('the worker class a7 stands twice');
});
