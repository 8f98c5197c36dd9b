import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createFolder, removeFolder } from './support/folders.ts';
import { findForeignNamespaces, helm, type KubernetesObject, parseObjects, renderClass } from './support/helm.ts';
import { describeWith, PROJECT } from './support/needs.ts';
import { pick, planTopology, readLines, type StackLine, writeLine } from './support/own-stack.ts';

const STACK = join(PROJECT, 'stacks/metal3/scs');
const TESTS = join(PROJECT, 'test/stacks/metal3-scs');

const lines = readLines(STACK);
const settings: Readonly<Record<string, readonly unknown[]>> = parse(await readFile(join(TESTS, 'variables.yaml'), 'utf8'));
const cases = lines.flatMap((line) => Object.keys(settings).map((setting) => ({ ...line, setting })));

const KUBEADM = 'spec.kubeadmConfigSpec';
const WORKER_KUBEADM = 'spec.template.spec';
const MACHINE = 'spec.template.spec';

describeWith(['helm', 'clusterctl'], 'the ClusterClass of stacks/metal3/scs', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await createFolder();
    for (const line of lines) {
      await writeLine(line, folder);
      await writeFile(join(folder, `${line.name}.yaml`), await renderClass(folder, line.name, join(folder, line.name, 'cluster-class')));
    }
  });
  afterAll(() => removeFolder(folder));

  /** The sample Cluster on a line, with other variables or its own, planned. */
  async function plan({ name, kubernetes }: StackLine, setting?: string, change: (cluster: Cluster) => void = () => {}) {
    const cluster: Cluster = parse(await readFile(join(TESTS, 'cluster.yaml'), 'utf8'));
    Object.assign(cluster.spec.topology, { class: `${name}-v1`, version: kubernetes }, setting && { variables: settings[setting] });
    change(cluster);
    return planTopology(join(folder, `${name}.yaml`), cluster);
  }

  test.each(lines)('$name: helm lint accepts it, and it is named as the release', async ({ name }) => {
    expect(await helm(folder, ['lint', '--strict', join(folder, name, 'cluster-class')])).toContain('0 chart(s) failed');
    const objects = parseObjects(await readFile(join(folder, `${name}.yaml`), 'utf8'));
    expect(objects.filter(({ kind }) => kind === 'ClusterClass').map(({ metadata }) => metadata.name)).toEqual([`${name}-v1`]);
    expect(findForeignNamespaces(objects, 'cs')).toEqual([]);
  });

  test.each(cases)('$name: clusterctl plans with $setting', async ({ setting, ...line }) => {
    const created = await plan(line, setting);
    expect(created.map(({ kind }) => kind).sort()).toEqual([
      'KubeadmConfigTemplate',
      'KubeadmControlPlane',
      'MachineDeployment',
      'Metal3Cluster',
      'Metal3MachineTemplate',
      'Metal3MachineTemplate',
      'Secret',
    ]);
    const [controlPlane, worker] = machines(created);
    const expected = EXPECTED_MACHINES[setting];
    expect({ controlPlane, worker }).toMatchObject({
      controlPlane: { image: releaseImage(line.kubernetes), automatedCleaningMode: 'metadata', ...expected?.controlPlane },
      worker: { image: releaseImage(line.kubernetes), automatedCleaningMode: 'metadata', ...expected?.worker },
    });
  });

  test.each(lines)("$name: clusterctl plans the README's Cluster", async (line) => {
    const created = await plan(line);
    expect(pick(created, 'Metal3Cluster', 'spec')).toEqual([
      { controlPlaneEndpoint: { host: '192.0.2.100', port: 6443 }, noCloudProvider: true },
    ]);
    const role = (name: string) => ({ hostSelector: { matchLabels: { 'example.com/role': name } } });
    expect(machines(created)).toMatchObject([role('control-plane'), role('worker')]);
    expect(pick(created, 'KubeadmConfigTemplate', `${WORKER_KUBEADM}.users`)).toMatchObject([[{ name: 'ops' }]]);
  });

  test('worker machines of one class may differ, and be replaced where a Cluster says so', async () => {
    const created = await plan(newest(), undefined, ({ spec: { topology } }) => {
      const [first] = topology.workers.machineDeployments;
      const override = { name: 'workerHostLabels', value: { 'example.com/role': 'big' } };
      const machineHealthCheck = { maxUnhealthy: '40%', unhealthyConditions: [{ type: 'Ready', status: 'False', timeout: '30m' }] };
      topology.workers.machineDeployments.push({ ...first, name: 'big', machineHealthCheck, variables: { overrides: [override] } });
    });
    const labels = created.map((object) => pick([object], 'Metal3MachineTemplate', `${MACHINE}.hostSelector.matchLabels`));
    expect(labels.flat()).toEqual(expect.arrayContaining([{ 'example.com/role': 'worker' }, { 'example.com/role': 'big' }]));
    expect(pick(created, 'MachineDeployment', 'spec.strategy.rollingUpdate')).toEqual([
      { maxSurge: 0, maxUnavailable: 1 },
      { maxSurge: 0, maxUnavailable: 1 },
    ]);
    expect(created.filter(({ kind }) => kind === 'MachineHealthCheck')).toHaveLength(1);
  });

  test('kube-vip starts with the credentials that may act, and goes on with the ordinary ones', async () => {
    const created = await plan(newest(), 'another port of the virtual address');
    const [config] = pick(created, 'KubeadmControlPlane', KUBEADM);
    expect(config).toMatchObject({
      initConfiguration: { localAPIEndpoint: { bindPort: 443 }, skipPhases: ['addon/kube-proxy'] },
      joinConfiguration: { controlPlane: { localAPIEndpoint: { bindPort: 443 } } },
      preKubeadmCommands: [expect.stringContaining('#path: /etc/kubernetes/super-admin.conf#')],
      postKubeadmCommands: [expect.stringContaining('#path: /etc/kubernetes/admin.conf#')],
    });
    const pod = parse(fileOf(created, '/etc/kubernetes/manifests/kube-vip.yaml'));
    const [{ env, image }] = pod.spec.containers;
    expect(image).toBe('ghcr.io/kube-vip/kube-vip:v0.9.2');
    expect(env).toEqual(
      expect.arrayContaining([
        { name: 'address', value: '192.0.2.100' },
        { name: 'port', value: '443' },
        { name: 'vip_interface', value: 'bond0' },
        { name: 'vip_subnet', value: '32' },
      ]),
    );
  });

  test('an address of IPv6 is one of 128 bits', async () => {
    const pod = parse(fileOf(await plan(newest(), 'all'), '/etc/kubernetes/manifests/kube-vip.yaml'));
    expect(pod.spec.containers[0].env).toContainEqual({ name: 'vip_subnet', value: '128' });
  });

  test('with a load balancer of one’s own nothing of kube-vip is there', async () => {
    const created = await plan(newest(), "a load balancer of one's own");
    expect(pick(created, 'Metal3Cluster', 'spec.controlPlaneEndpoint')).toEqual([{ host: 'api.first.example.com', port: 443 }]);
    const [config] = pick(created, 'KubeadmControlPlane', KUBEADM);
    for (const field of ['files', 'preKubeadmCommands', 'postKubeadmCommands']) expect(config).not.toHaveProperty(field);
    expect(config).toMatchObject({ initConfiguration: { localAPIEndpoint: { bindPort: 6443 } } });
  });

  test('what cloud-init fills in arrives as it is', async () => {
    const created = await plan(newest());
    const node = {
      name: '{{ ds.meta_data.local_hostname }}',
      kubeletExtraArgs: { 'node-labels': 'metal3.io/uuid={{ ds.meta_data.uuid }}' },
    };
    const nodes = [
      ...pick(created, 'KubeadmControlPlane', `${KUBEADM}.initConfiguration.nodeRegistration`),
      ...pick(created, 'KubeadmControlPlane', `${KUBEADM}.joinConfiguration.nodeRegistration`),
      ...pick(created, 'KubeadmConfigTemplate', `${WORKER_KUBEADM}.joinConfiguration.nodeRegistration`),
    ];
    expect(nodes).toMatchObject([node, node, node]);
  });

  test('further trust is on every machine, before kubeadm runs', async () => {
    const created = await plan(newest(), 'further trust alone');
    const config = {
      files: [{ path: '/usr/local/share/ca-certificates/example-root.crt' }],
      preKubeadmCommands: ['update-ca-certificates', 'systemctl restart containerd'],
    };
    expect(pick(created, 'KubeadmControlPlane', KUBEADM)).toMatchObject([config]);
    expect(pick(created, 'KubeadmConfigTemplate', WORKER_KUBEADM)).toMatchObject([config]);
  });

  test('the control plane may do without a spare server', async () => {
    const created = await plan(newest(), 'no server to spare, disks left alone');
    expect(pick(created, 'KubeadmControlPlane', 'spec.rolloutStrategy.rollingUpdate.maxSurge')).toEqual([0]);
  });

  test('time servers and users reach both kinds of machines', async () => {
    const created = await plan(newest(), 'all');
    const both = { ntp: { enabled: true, servers: ['ntp.example.com', '192.0.2.1'] }, users: [{ name: 'admin' }] };
    expect(pick(created, 'KubeadmControlPlane', KUBEADM)).toMatchObject([both]);
    expect(pick(created, 'KubeadmConfigTemplate', WORKER_KUBEADM)).toMatchObject([both]);
  });
});

/** The sample Cluster, as far as these tests change it. */
interface Cluster {
  readonly spec: { readonly topology: { readonly workers: { readonly machineDeployments: object[] } } };
}

/** What each setting makes of the machines, as far as it matters. */
const EXPECTED_MACHINES: Readonly<Record<string, { readonly controlPlane?: object; readonly worker?: object }>> = {
  all: {
    controlPlane: {
      hostSelector: { matchLabels: { 'example.com/role': 'control-plane', 'example.com/rack': '1' } },
      dataTemplate: { name: 'first-control-plane' },
      automatedCleaningMode: 'disabled',
      image: {
        url: 'https://images.example.com/custom-k8s-v1.36.6.raw',
        checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        checksumType: 'sha256',
        format: 'raw',
      },
    },
    worker: {
      hostSelector: { matchLabels: { 'example.com/role': 'worker' } },
      dataTemplate: { name: 'first-worker' },
      automatedCleaningMode: 'disabled',
      image: {
        url: 'https://images.example.com/custom-k8s-v1.36.6.qcow2',
        checksum: 'https://images.example.com/custom-k8s-v1.36.6.qcow2.sha512sum',
        checksumType: 'sha512',
        format: 'qcow2',
      },
    },
  },
  'static addresses': { controlPlane: { dataTemplate: { name: 'first' } }, worker: { dataTemplate: { name: 'first' } } },
  "an image of one's own for workers, with its sum beside it": {
    worker: {
      image: {
        url: 'https://images.example.com/custom.qcow2',
        checksum: 'https://images.example.com/custom.qcow2.sha256sum',
        checksumType: 'sha256',
        format: 'qcow2',
      },
    },
  },
  'no server to spare, disks left alone': {
    controlPlane: { automatedCleaningMode: 'disabled' },
    worker: { automatedCleaningMode: 'disabled' },
  },
};

function releaseImage(kubernetes: string): object {
  const url = `https://images.example.com/k8s_${kubernetes}/UBUNTU_24.04_NODE_IMAGE_K8S_${kubernetes}.qcow2`;
  return { url, checksum: `${url}.sha256sum`, checksumType: 'sha256', format: 'qcow2' };
}

/** The machines of the control plane and those of workers, which belong to a MachineDeployment. */
function machines(created: readonly KubernetesObject[]): unknown[] {
  const label = 'topology.cluster.x-k8s.io/deployment-name';
  const templates = created.filter(({ kind }) => kind === 'Metal3MachineTemplate');
  const isWorker = (object: KubernetesObject) => JSON.stringify(object).includes(label);
  return [...templates.filter((one) => !isWorker(one)), ...templates.filter(isWorker)].flatMap((one) => pick([one], one.kind, MACHINE));
}

function fileOf(created: readonly KubernetesObject[], path: string): string {
  const files = pick(created, 'KubeadmControlPlane', `${KUBEADM}.files`).flat();
  const found = files.find((file) => typeof file === 'object' && file !== null && 'path' in file && file.path === path);
  if (typeof found !== 'object' || found === null || !('content' in found)) throw new Error(`no file ${path}`);
  return String(found.content);
}

function newest(): StackLine {
  const line = lines.at(-1);
  if (line === undefined) throw new Error('no line');
  return line;
}
