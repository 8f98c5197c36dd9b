import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createFolder, createTestFolder, removeFolder } from './support/folders.ts';
import { findForeignNamespaces, helm, parseObjects, renderAddon } from './support/helm.ts';
import { describeWithCharts, PROJECT } from './support/needs.ts';
import { pick, readLines, type StackLine, vendorLocked, writeLine } from './support/own-stack.ts';

const STACK = join(PROJECT, 'stacks/metal3/scs');
const TESTS = join(PROJECT, 'test/stacks/metal3-scs');

const lines = readLines(STACK);
const addonCases = lines.flatMap((line) => ['cni', 'metrics-server'].map((addon) => ({ ...line, addon })));

describeWithCharts(['helm'], 'the addons of stacks/metal3/scs, with the locked charts', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await createFolder();
    for (const line of lines) {
      await writeLine(line, folder);
      const [locked, present] = await vendorLocked(line, STACK, folder);
      expect(present).toEqual(locked);
    }
  });
  afterAll(() => removeFolder(folder));

  /** An addon rendered as CSO does it, for the sample Cluster with what CAPM3 reports, or a changed one. */
  async function render({ name, kubernetes }: StackLine, addon: string, change: (cluster: Cluster) => void = () => {}): Promise<string> {
    const cluster: Cluster = parse(await readFile(join(TESTS, 'cluster.yaml'), 'utf8'));
    cluster.spec.controlPlaneEndpoint = { host: '192.0.2.100', port: 6443 };
    change(cluster);
    return renderAddon(await createTestFolder(), join(folder, name, 'cluster-addon', addon), kubernetes, cluster);
  }

  /** What the agents of Cilium read. */
  async function renderConfig(change: (cluster: Cluster) => void): Promise<unknown> {
    const objects = parseObjects(await render(newest(), 'cni', change));
    return pick(
      objects.filter(({ metadata }) => metadata.name === 'cilium-config'),
      'ConfigMap',
      'data',
    )[0];
  }

  test.each(addonCases)('$name: helm lint accepts $addon, and its dependencies are there', async ({ name, addon }) => {
    const chart = join(folder, name, 'cluster-addon', addon);
    expect(await helm(folder, ['lint', chart])).toContain('0 chart(s) failed');
    expect(await helm(folder, ['dependency', 'list', chart])).toMatch(/\sok\s*$/);
  });

  test.each(addonCases)('$name: $addon renders in kube-system alone, without hooks, the same each time', async ({ addon, ...line }) => {
    const rendered = await render(line, addon);
    const objects = parseObjects(rendered);
    const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
    expect(objects.length).toBeGreaterThan(3);
    expect(findForeignNamespaces(objects, 'kube-system')).toEqual([]);
    expect([...new Set(names)]).toEqual(names);
    expect(rendered).not.toContain('helm.sh/hook');
    expect(names.filter((name) => /^(Secret|Namespace) /.test(name))).toEqual([]);
    expect(await render(line, addon)).toBe(rendered);
  });

  test.each(lines)('$name: the stage waits for an object that is there', async (line) => {
    const { addonStages } = parse(await readFile(join(STACK, 'clusteraddon.yaml'), 'utf8'));
    const [stage] = addonStages.AfterControlPlaneInitialized;
    const [awaited] = stage.waitForPostCondition.objects;
    const present = parseObjects(await render(line, stage.name)).map(({ kind, metadata }) => ({ kind, ...metadata }));
    expect(present).toContainEqual(expect.objectContaining({ kind: awaited.kind, name: awaited.name, namespace: awaited.namespace }));
  });

  test.each(lines)('$name: Cilium reaches the API server without kube-proxy', async (line) => {
    const rendered = await render(line, 'cni');
    expect(rendered).toMatch(/name: KUBERNETES_SERVICE_HOST\s+value: "192\.0\.2\.100"\s+- name: KUBERNETES_SERVICE_PORT\s+value: "6443"/);
    expect(rendered).toContain('kube-proxy-replacement: "true"');
  });

  test('the pod network: a tunnel, or routes', async () => {
    expect(await renderConfig(() => {})).toMatchObject({ 'routing-mode': 'tunnel', 'enable-ipv4': 'true', 'enable-ipv6': 'false' });
    const native = await renderConfig(({ spec: { topology } }) => {
      topology.variables.push({ name: 'cni', value: { routing: 'native', l2Announcements: true } });
    });
    expect(native).toMatchObject({
      'routing-mode': 'native',
      'auto-direct-node-routes': 'true',
      'ipv4-native-routing-cidr': '10.244.0.0/16',
      'enable-l2-announcements': 'true',
    });
  });

  test('the pod network: both families', async () => {
    const config = await renderConfig(({ spec }) => {
      spec.clusterNetwork.pods.cidrBlocks = ['10.244.0.0/16', 'fd00:244::/56'];
    });
    expect(config).toMatchObject({ 'enable-ipv4': 'true', 'enable-ipv6': 'true' });
  });
});

/** The sample Cluster, as far as these tests change it. */
interface Cluster {
  readonly spec: {
    controlPlaneEndpoint?: { readonly host: string; readonly port: number };
    readonly clusterNetwork: { readonly pods: { cidrBlocks: string[] } };
    readonly topology: { readonly variables: unknown[] };
  };
}

function newest(): StackLine {
  const line = lines.at(-1);
  if (line === undefined) throw new Error('no line');
  return line;
}
