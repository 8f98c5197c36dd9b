import { expect, test } from 'vitest';
import type { Overrides } from '../../support/stack-builder.ts';
import { SINGLE_STAGE } from '../../support/stack-builder.ts';
import { CLASS, judge } from './judge.ts';

const VERSION = '{{ .Chart.Version }}';
const NAMED = `metadata: {name: "x-${VERSION}", labels: {release: "${VERSION}"}}\n`;
const template = (kind: string, spec: string, group = 'infrastructure') => ({
  [CLASS]: `apiVersion: ${group}.cluster.x-k8s.io/v1beta1\nkind: ${kind}\n${NAMED}spec: {template: {${spec}}}\n`,
});
const patched = (kind: string, path: string) => ({
  [CLASS]: `apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
${NAMED}spec:
  infrastructure: {ref: {name: "x-${VERSION}"}}
  patches:
    - name: a
      definitions:
        - selector: {kind: ${kind}}
          jsonPatches:
            - {op: add, path: ${path}, value: {tag: "${VERSION}"}}
`,
});
const workload = (kind: string, spec: string, group = 'apps/v1'): Overrides => ({
  ...SINGLE_STAGE,
  [CLASS]: 'apiVersion: cluster.x-k8s.io/v1beta1\nkind: ClusterClass\nmetadata: {name: demo}\n',
  'cluster-addon/templates/addon.yaml': `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: cni, labels: {"helm.sh/chart": "cni-${VERSION}"}}\nspec: {${spec}}\n`,
});

test.each<[string, Overrides, string[]]>([
  ['names and labels alone', template('DockerMachineTemplate', 'spec: {customImage: a}'), []],
  ['machines', template('DockerMachineTemplate', `spec: {customImage: "a:${VERSION}"}`), ['DockerMachineTemplate/x-v1']],
  ['their labels', template('OpenStackMachineTemplate', `metadata: {labels: {a: "${VERSION}"}}`), ['OpenStackMachineTemplate/x-v1']],
  [
    'a list',
    template('KubeadmConfigTemplate', `spec: {files: [{path: a}, {content: "${VERSION}"}]}`, 'bootstrap'),
    ['KubeadmConfigTemplate/x-v1'],
  ],
  [
    'a control plane',
    template('KubeadmControlPlaneTemplate', `spec: {kubeadmConfigSpec: {files: [{content: "${VERSION}"}]}}`, 'controlplane'),
    ['KubeadmControlPlaneTemplate/x-v1'],
  ],
  [
    'labels of a control plane, which change in place',
    template('KubeadmControlPlaneTemplate', `spec: {machineTemplate: {metadata: {labels: {a: "${VERSION}"}}}}`, 'controlplane'),
    [],
  ],
  ['a cluster', template('OpenStackClusterTemplate', `spec: {tags: ["${VERSION}"]}`), ['OpenStackClusterTemplate/x-v1']],
  ['a patch of machines', patched('DockerMachineTemplate', '/spec/template/spec/labels'), ['ClusterClass/x-v1']],
  ['a patch of what changes in place', patched('KubeadmControlPlaneTemplate', '/spec/template/spec/machineTemplate/metadata/labels'), []],
  ['the labels of a DaemonSet', workload('DaemonSet', 'template: {spec: {}}'), []],
  [
    'the labels of its pods',
    workload('DaemonSet', `template: {metadata: {labels: {"helm.sh/chart": "cni-${VERSION}"}}}`),
    ['DaemonSet/cni'],
  ],
  ['a selector', workload('Deployment', `selector: {matchLabels: {a: "${VERSION}"}}`), ['Deployment/cni']],
  ['a Job', workload('Job', `template: {metadata: {labels: {a: "${VERSION}"}}}`, 'batch/v1'), ['Job/cni']],
  ['a CronJob, whose pods end by themselves', workload('CronJob', `jobTemplate: {spec: {a: "${VERSION}"}}`, 'batch/v1'), []],
])('version-in-spec: %s', async (_, files, expected) => {
  expect((await judge('version-in-spec', files)).map(([verdict, subject]) => `${verdict} ${subject}`)).toEqual(
    expected.map((subject) => `warn ${subject}`),
  );
});
