import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { helm } from './helm.ts';

/** An addon of the test's stack, and the upstream chart that it wraps. */
export interface Wrapped {
  readonly chart: string;
  readonly version: string;
  /** `overwrite.yaml`: values by way of CSO's template engine. */
  readonly overwrite: string;
}

const PODS = '{{ range .Cluster.spec.clusterNetwork.pods.cidrBlocks }}{{ . | quote }}{{ end }}';

export const ADDONS: Readonly<Record<string, Wrapped>> = {
  // By default Cilium puts objects into the namespace cilium-secrets, which CSO cannot apply.
  cni: {
    chart: 'cilium',
    version: '1.17.4',
    overwrite: `cilium:
  ipam:
    operator:
      clusterPoolIPv4PodCIDRList: [${PODS}]
  tls:
    secretsNamespace: {create: false, name: kube-system}
    secretSync: {enabled: false}
  envoyConfig:
    secretsNamespace: {create: false, name: kube-system}
  ingressController:
    secretsNamespace: {create: false, name: kube-system}
  gatewayAPI:
    secretsNamespace: {create: false, name: kube-system}
`,
  },
  ccm: {
    chart: 'openstack-cloud-controller-manager',
    version: '2.32.0',
    overwrite: `values: |
  openstack-cloud-controller-manager:
    cluster:
      name: {{ .Cluster.metadata.name }}
    secret:
      enabled: true
      name: cloud-config
      create: false
`,
  },
  csi: {
    chart: 'openstack-cinder-csi',
    version: '2.32.0',
    overwrite: `openstack-cinder-csi:
  clusterID: {{ .Cluster.metadata.name }}
  secret:
    enabled: true
    create: false
    name: cloud-config
`,
  },
  'metrics-server': { chart: 'metrics-server', version: '3.12.2', overwrite: 'metrics-server:\n  replicas: 2\n' },
};

export const CLUSTER = {
  apiVersion: 'cluster.x-k8s.io/v1beta1',
  kind: 'Cluster',
  metadata: { name: 'second', namespace: 'cs' },
  spec: { clusterNetwork: { pods: { cidrBlocks: ['10.13.0.0/16'] } } },
};

/** Writes the stack; real Helm vendors the charts from `repository` and writes each Chart.lock. */
export async function writeOpenstackStack(stack: string, repository: string, helmFolder: string): Promise<void> {
  await writeFiles(stack, { ...classFiles(), 'clusteraddon.yaml': formatStages(Object.keys(ADDONS)), ...addonFiles(repository) });
  for (const addon of Object.keys(ADDONS)) {
    await helm(helmFolder, ['dependency', 'update', join(stack, 'cluster-addon', addon)]);
  }
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

function addonFiles(repository: string): Record<string, string> {
  const files = Object.entries(ADDONS).map(([addon, { chart, version, overwrite }]) => ({
    [`cluster-addon/${addon}/Chart.yaml`]: `apiVersion: v2
name: ${addon}
version: 0.1.0
dependencies:
  - name: ${chart}
    version: ${version}
    repository: ${repository}
`,
    [`cluster-addon/${addon}/overwrite.yaml`]: overwrite,
  }));
  return Object.assign({}, ...files);
}

function formatStages(addons: readonly string[]): string {
  const hook = (name: string) => `  ${name}:\n${addons.map((addon) => `    - {name: ${addon}, action: apply}\n`).join('')}`;
  return `apiVersion: clusteraddonconfig.x-k8s.io/v1alpha1
clusterAddonVersion: clusteraddons.clusterstack.x-k8s.io/v1alpha1
addonStages:
${hook('AfterControlPlaneInitialized')}${hook('BeforeClusterUpgrade')}`;
}

function classFiles(): Record<string, string> {
  const name = '{{ .Release.Name }}-{{ .Chart.Version }}';
  const ref = (apiVersion: string, kind: string, suffix: string) =>
    `ref: {apiVersion: ${apiVersion}/v1beta1, kind: ${kind}, name: ${name}-${suffix}}`;
  const template = (apiVersion: string, kind: string, suffix: string, spec: string) =>
    `---\napiVersion: ${apiVersion}/v1beta1\nkind: ${kind}\nmetadata: {name: ${name}-${suffix}}\nspec: {template: {spec: ${spec}}}\n`;
  const controlPlane = 'controlplane.cluster.x-k8s.io';
  const infrastructure = 'infrastructure.cluster.x-k8s.io';
  const bootstrap = 'bootstrap.cluster.x-k8s.io';
  return {
    'csctl.yaml': `apiVersion: csctl.clusterstack.x-k8s.io/v1alpha1
config:
  kubernetesVersion: v1.32.5
  clusterStackName: interop
  provider:
    type: openstack
    apiVersion: openstack.csctl.clusterstack.x-k8s.io/v1alpha1
`,
    'cluster-class/Chart.yaml': 'apiVersion: v2\nname: openstack-interop-1-32-cluster-class\nversion: v1\n',
    'cluster-class/values.yaml': 'images: {controlPlane: {name: ubuntu}, worker: {name: ubuntu}}\n',
    'cluster-class/templates/cluster-class.yaml': `apiVersion: cluster.x-k8s.io/v1beta1
kind: ClusterClass
metadata: {name: "${name}"}
spec:
  controlPlane:
    ${ref(controlPlane, 'KubeadmControlPlaneTemplate', 'control-plane')}
    machineInfrastructure:
      ${ref(infrastructure, 'OpenStackMachineTemplate', 'machine')}
  infrastructure:
    ${ref(infrastructure, 'OpenStackClusterTemplate', 'cluster')}
  workers:
    machineDeployments:
      - class: default-worker
        template:
          bootstrap: {${ref(bootstrap, 'KubeadmConfigTemplate', 'worker')}}
          infrastructure: {${ref(infrastructure, 'OpenStackMachineTemplate', 'machine')}}
${template(infrastructure, 'OpenStackClusterTemplate', 'cluster', '{identityRef: {name: openstack, cloudName: openstack}}')}${template(
  infrastructure,
  'OpenStackMachineTemplate',
  'machine',
  '{flavor: SCS-2V-4, image: {filter: {name: {{ .Values.images.controlPlane.name }}}}}',
)}${template(bootstrap, 'KubeadmConfigTemplate', 'worker', '{joinConfiguration: {nodeRegistration: {name: node}}}')}${template(
  controlPlane,
  'KubeadmControlPlaneTemplate',
  'control-plane',
  '{kubeadmConfigSpec: {clusterConfiguration: {}}}',
)}`,
  };
}
