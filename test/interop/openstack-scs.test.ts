import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseLock } from '../../src/dependency/lock.ts';
import { findArchive, lockRebuilt } from './support/charts.ts';
import { createFolder, createTestFolder, removeFolder, sha256 } from './support/folders.ts';
import { findForeignNamespaces, helm, type KubernetesObject, parseObjects, renderAddon, renderClass } from './support/helm.ts';
import { describeWith, describeWithCharts, PROJECT } from './support/needs.ts';
import { pick, planTopology, readLines, type StackLine, writeLine } from './support/own-stack.ts';

const STACK = join(PROJECT, 'stacks/openstack/scs');
const TESTS = join(PROJECT, 'test/stacks/openstack-scs');

const lines = readLines(STACK);
const settings: Readonly<Record<string, readonly unknown[]>> = parse(await readFile(join(TESTS, 'variables.yaml'), 'utf8'));
const cases = lines.flatMap((line) => Object.keys(settings).map((setting) => ({ ...line, setting })));
const addonCases = lines.flatMap((line) => ['ccm', 'cni', 'csi', 'metrics-server'].map((addon) => ({ ...line, addon })));

describeWith(['helm', 'clusterctl'], 'the ClusterClass of stacks/openstack/scs', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await createFolder();
    for (const line of lines) {
      const { name } = line;
      await writeLine(line, folder);
      await writeFile(join(folder, `${name}.yaml`), await renderClass(folder, name, join(folder, name, 'cluster-class')));
    }
  });
  afterAll(() => removeFolder(folder));

  test.each(lines)('$name: helm lint accepts it, and it is named as the release', async ({ name }) => {
    expect(await helm(folder, ['lint', '--strict', join(folder, name, 'cluster-class')])).toContain('0 chart(s) failed');
    const objects = parseObjects(await readFile(join(folder, `${name}.yaml`), 'utf8'));
    expect(objects.filter(({ kind }) => kind === 'ClusterClass').map(({ metadata }) => metadata.name)).toEqual([`${name}-v1`]);
    expect(findForeignNamespaces(objects, 'cs')).toEqual([]);
  });

  test.each(cases)('$name: clusterctl plans with $setting', async ({ name, kubernetes, setting }) => {
    const created = await plan(join(folder, `${name}.yaml`), name, kubernetes, settings[setting] ?? []);
    expect(created.map(({ kind }) => kind).sort()).toEqual([
      'KubeadmConfigTemplate',
      'KubeadmControlPlane',
      'MachineDeployment',
      'MachineHealthCheck',
      'MachineHealthCheck',
      'OpenStackCluster',
      'OpenStackMachineTemplate',
      'OpenStackMachineTemplate',
      'Secret',
    ]);
    expect(pick(created, 'OpenStackCluster', 'spec')).toMatchObject([EXPECTED_CLUSTERS[setting] ?? {}]);
    const image = setting.startsWith('all,')
      ? { id: '0d2a7f06-9c61-4d33-a5e4-3c8f1f6a3f11' }
      : { filter: { name: `ubuntu-capi-image-${kubernetes}` } };
    expect(pick(created, 'OpenStackMachineTemplate', 'spec.template.spec.image')).toEqual([image, image]);
  });

  test('an existing network takes the place of the subnet', async () => {
    const created = await planNewest(folder, 'existing network, API server without a public address');
    const [spec] = pick(created, 'OpenStackCluster', 'spec');
    for (const field of ['managedSubnets', 'networkMTU', 'router']) expect(spec).not.toHaveProperty(field);
  });

  test('root volumes are there or not', async () => {
    const sizes = async (setting: string) =>
      pick(await planNewest(folder, setting), 'OpenStackMachineTemplate', 'spec.template.spec.rootVolume.sizeGiB').sort();
    expect(await sizes('defaults')).toEqual([50, undefined]);
    expect(await sizes('disks of flavors, no Pod Security defaults')).toEqual([undefined, undefined]);
    expect(await sizes('all, in a new network')).toEqual([100, 30]);
  });

  test('what cloud-init fills in arrives as it is', async () => {
    const created = await planNewest(folder, 'defaults');
    const node = { name: '{{ local_hostname }}', kubeletExtraArgs: { 'provider-id': 'openstack:///{{ instance_id }}' } };
    const nodes = [
      ...pick(created, 'KubeadmControlPlane', 'spec.kubeadmConfigSpec.initConfiguration.nodeRegistration'),
      ...pick(created, 'KubeadmControlPlane', 'spec.kubeadmConfigSpec.joinConfiguration.nodeRegistration'),
      ...pick(created, 'KubeadmConfigTemplate', 'spec.template.spec.joinConfiguration.nodeRegistration'),
    ];
    expect(nodes).toMatchObject([node, node, node]);
  });

  test('further trust is on every machine, before kubeadm runs', async () => {
    const created = await planNewest(folder, 'further trust alone');
    const config = {
      files: [
        {
          path: '/usr/local/share/ca-certificates/example-root.crt',
          content: '-----BEGIN CERTIFICATE-----\nMIIBdummyExampleOnly==\n-----END CERTIFICATE-----\n',
        },
        { path: '/usr/local/share/ca-certificates/example-proxy.crt' },
      ],
      preKubeadmCommands: ['update-ca-certificates', 'systemctl restart containerd'],
    };
    expect(pick(created, 'KubeadmControlPlane', 'spec.kubeadmConfigSpec')).toMatchObject([config]);
    expect(pick(created, 'KubeadmConfigTemplate', 'spec.template.spec')).toMatchObject([config]);
  });
});

describeWithCharts(['helm'], 'the addons of stacks/openstack/scs, with the locked charts', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await createFolder();
    for (const line of lines) {
      await writeLine(line, folder);
      await vendor(line.name, join(folder, line.name));
    }
  });
  afterAll(() => removeFolder(folder));

  test.each(addonCases)('$name: helm lint accepts $addon, and its dependencies are there', async ({ name, addon }) => {
    const chart = join(folder, name, 'cluster-addon', addon);
    expect(await helm(folder, ['lint', chart])).toContain('0 chart(s) failed');
    expect(await helm(folder, ['dependency', 'list', chart])).toMatch(/\sok\s*$/);
  });

  test.each(addonCases)('$name: $addon renders as CSO does it, in kube-system alone, without hooks, the same each time', async (one) => {
    const rendered = await renderOne(folder, one);
    const objects = parseObjects(rendered);
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
    expect(objects.length).toBeGreaterThan(3);
    expect(findForeignNamespaces(objects, 'kube-system')).toEqual([]);
    expect([...new Set(names)]).toEqual(names);
    expect(rendered).not.toContain('helm.sh/hook');
    expect(names.filter((name) => /^(Secret|Namespace) /.test(name))).toEqual([]);
    expect(await renderOne(folder, one)).toBe(rendered);
  });

  test.each(lines)('$name: the stages wait for objects that are there', async (line) => {
    const { addonStages } = parse(await readFile(join(STACK, 'clusteraddon.yaml'), 'utf8'));
    const [, stage] = addonStages.AfterControlPlaneInitialized;
    const rendered = await Promise.all(['cni', 'ccm'].map((addon) => renderOne(folder, { ...line, addon })));
    const present = rendered.flatMap(parseObjects).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
    const awaited = stage.waitForPostCondition.objects.map(
      ({ kind, namespace, name }: Record<string, string>) => `${kind} ${namespace}/${name}`,
    );
    expect(present).toEqual(expect.arrayContaining(awaited));
  });

  test.each(lines)('$name: load balancers and volumes are named for the cluster', async (line) => {
    expect(await renderOne(folder, { ...line, addon: 'ccm' })).toMatch(/name: CLUSTER_NAME\s+value: "?cs-first"?\n/);
    expect(await renderOne(folder, { ...line, addon: 'csi' })).toMatch(/name: CLUSTER_NAME\s+value: "?cs-first"?\n/);
  });

  test.each(lines)('$name: there is one default storage class, and no second of a name', async (line) => {
    const rendered = await renderOne(folder, { ...line, addon: 'csi' });
    expect(rendered.match(/is-default-class: "true"/g)).toHaveLength(1);
    expect(rendered.match(/kind: StorageClass/g)).toHaveLength(2);
  });
});

/** What each setting makes of the cluster's infrastructure, as far as it matters. */
const EXPECTED_CLUSTERS: Readonly<Record<string, object>> = {
  defaults: {
    identityRef: { name: 'openstack', cloudName: 'openstack' },
    apiServerLoadBalancer: { enabled: true },
    managedSubnets: [{ cidr: '10.8.0.0/20', dnsNameservers: ['9.9.9.9', '149.112.112.112'] }],
    managedSecurityGroups: { allowAllInClusterTraffic: false },
  },
  'all, in a new network': {
    identityRef: { name: 'project-a', cloudName: 'prod' },
    apiServerLoadBalancer: { enabled: true, provider: 'amphora', allowedCIDRs: ['192.0.2.0/24', '198.51.100.7/32'] },
    apiServerFloatingIP: '203.0.113.10',
    controlPlaneAvailabilityZones: ['zone-1', 'zone-2', 'zone-3'],
    externalNetwork: { id: '7b6a5f4e-3d2c-41b0-9a8f-7e6d5c4b3a29' },
    managedSubnets: [{ cidr: '172.16.0.0/20', dnsNameservers: ['192.0.2.53', '2001:db8::53'] }],
    managedSecurityGroups: { allowAllInClusterTraffic: true },
    networkMTU: 1400,
    router: { id: '2c3d4e5f-6071-4829-93a4-b5c6d7e8f901' },
  },
  'existing network, API server without a public address': {
    disableAPIServerFloatingIP: true,
    network: { id: 'c0ffee00-1234-4abc-8def-0123456789ab' },
    subnets: [{ id: 'deadbeef-1234-4abc-8def-0123456789ab' }],
  },
  'existing network with any of its subnets': { network: { id: 'c0ffee00-1234-4abc-8def-0123456789ab' } },
  "no load balancer, the cloud's name servers": {
    apiServerLoadBalancer: { enabled: false },
    managedSubnets: [{ cidr: '10.8.0.0/20' }],
  },
};

/** Puts the charts of the lock where Helm looks for them, after a look at their digests. */
async function vendor(line: string, folder: string): Promise<void> {
  const { lock } = parseLock('stack.lock.yaml', Buffer.from(lockRebuilt(await readFile(join(STACK, 'stack.lock.yaml'), 'utf8'))));
  const dependencies = lock?.get(line)?.dependencies ?? [];
  expect(dependencies).toHaveLength(4);
  for (const { folder: chart, name, version, sha256: digest } of dependencies) {
    const archive = findArchive(`${name}-${version}`);
    expect(sha256(await readFile(archive))).toBe(`sha256:${digest}`);
    await cp(archive, join(folder, chart, 'charts', `${name}-${version}.tgz`));
  }
}

async function renderOne(folder: string, { name, kubernetes, addon }: StackLine & { readonly addon: string }): Promise<string> {
  const cluster = parse(await readFile(join(TESTS, 'cluster.yaml'), 'utf8'));
  return renderAddon(await createTestFolder(), join(folder, name, 'cluster-addon', addon), kubernetes, cluster);
}

function planNewest(folder: string, setting: string): Promise<KubernetesObject[]> {
  const newest = lines[lines.length - 1];
  if (newest === undefined) throw new Error('no line');
  return plan(join(folder, `${newest.name}.yaml`), newest.name, newest.kubernetes, settings[setting] ?? []);
}

/** What the sample Cluster would get with other variables. */
async function plan(classFile: string, line: string, kubernetes: string, variables: readonly unknown[]): Promise<KubernetesObject[]> {
  const cluster = parse(await readFile(join(TESTS, 'cluster.yaml'), 'utf8'));
  Object.assign(cluster.spec.topology, { class: `${line}-v1`, version: kubernetes, variables });
  return planTopology(classFile, cluster);
}
