import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const stack = join(import.meta.dirname, '../../stacks/metal3/scs');
const read = (path: string) => readFileSync(join(stack, path), 'utf8');
const kubernetes: string = parse(read('csctl.yaml')).config.kubernetesVersion;

interface Variable {
  readonly name: string;
  readonly required: boolean;
  readonly schema: { readonly openAPIV3Schema: Record<string, unknown> };
}
const variables: readonly Variable[] = parse(read('cluster-class/files/variables.yaml'));
const readTest = (file: string) => parse(readFileSync(join(import.meta.dirname, 'metal3-scs', file), 'utf8'));

/** The addons and what each wraps. */
const ADDONS = { cni: 'cilium', 'metrics-server': 'metrics-server' };
const rows: readonly Record<string, string>[] = parse(read('versions.yaml'));
const dependencyOf = (addon: string) => parse(read(`cluster-addon/${addon}/Chart.yaml`)).dependencies[0];

describe('stacks/metal3/scs', () => {
  test('the tree is written for the newest row', () => {
    const newest = rows.at(-1);
    expect(kubernetes).toBe(`v${newest?.['kubernetes']}`);
    expect(Object.values(ADDONS).map((chart) => [chart, newest?.[chart]])).toEqual(
      Object.keys(ADDONS).map((addon) => [dependencyOf(addon).name, dependencyOf(addon).version]),
    );
  });

  test('node images are of that version, and their sums beside them', () => {
    const url = `https://images.example.com/k8s_${kubernetes}/UBUNTU_24.04_NODE_IMAGE_K8S_${kubernetes}.qcow2`;
    const image = { url, checksum: `${url}.sha256sum`, checksumType: 'sha256', format: 'qcow2' };
    expect(parse(read('cluster-class/values.yaml')).images).toEqual({ controlPlane: image, worker: image });
  });

  test('the lock has every row, with the charts that it names', () => {
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    const lines = rows.map((row) => {
      const charts = Object.entries(ADDONS).map(([addon, name]) => {
        const { repository } = dependencyOf(addon);
        return [`cluster-addon/${addon}`, [{ name, version: row[name], repository, sha256: hash }]];
      });
      const line = `metal3-scs-${row['kubernetes']?.split('.').slice(0, 2).join('-')}`;
      return [line, { kubernetes: `v${row['kubernetes']}`, charts: Object.fromEntries(charts) }];
    });
    expect(parse(read('stack.lock.yaml'))).toEqual({ lockVersion: 1, lines: Object.fromEntries(lines) });
  });

  test('every stage is an addon, and every addon is in both hooks', () => {
    const stages: Record<string, { name: string }[]> = parse(read('clusteraddon.yaml')).addonStages;
    const names = Object.entries(stages).map(([hook, list]) => [hook, list.map((stage) => stage.name)]);
    expect(names).toEqual([
      ['AfterControlPlaneInitialized', Object.keys(ADDONS)],
      ['BeforeClusterUpgrade', Object.keys(ADDONS)],
    ]);
  });

  test('kube-proxy is left out exactly because Cilium does its work', () => {
    expect(parse(read('cluster-addon/cni/values.yaml')).cilium.kubeProxyReplacement).toBe(true);
    expect(read('cluster-class/templates/kubeadm-templates.yaml')).toContain('skipPhases: [addon/kube-proxy]');
  });

  test('the variable that no patch uses is read by an addon', () => {
    const patches = read('cluster-class/files/patches.yaml');
    const unused = variables.filter(({ name }) => !new RegExp(`\\.${name}\\b|variable: ${name}\\b`).test(patches));
    expect(unused.map(({ name }) => name)).toEqual(['cni']);
    expect(read('cluster-addon/cni/overwrite.yaml')).toContain('eq .name "cni"');
  });

  test('every variable has a description, an example, and a default unless it is required', () => {
    const incomplete = variables.filter(({ required, schema }) =>
      ['type', 'description', 'example', ...(required ? [] : ['default'])].some((key) => !(key in schema.openAPIV3Schema)),
    );
    expect(incomplete).toEqual([]);
    expect(variables.filter(({ required }) => required).map(({ name }) => name)).toEqual(['controlPlaneEndpoint']);
  });

  test('the README and the settings that are tested name every variable', () => {
    const names = variables.map((variable) => variable.name).sort();
    const section = /^## Variables$(.*?)^## /ms.exec(read('README.md'))?.[1] ?? '';
    const table = [...section.matchAll(/^\| `(\w+)` \| .* \| .* \|$/gm)].map((match) => match[1]);
    const used: readonly Variable[] = readTest('variables.yaml')['all'];
    expect(used.map((variable) => variable.name).sort()).toEqual(names);
    expect(table.sort()).toEqual(names);
  });

  test("the README's lines are the rows", () => {
    const table = [...read('README.md').matchAll(/^\| `metal3-scs-[\d-]+` \| v([\d.]+) \| ([\d.]+) \| [\d.]+ \(([\d.]+)\) \|$/gm)];
    expect(table.map(([, version, cilium, metrics]) => ({ kubernetes: version, cilium, 'metrics-server': metrics }))).toEqual(rows);
  });

  test("the README's Cluster is the one that is tested", () => {
    const blocks = [...read('README.md').matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? '');
    const clusters = blocks.flatMap((block) => parseAllDocuments(block).map((document) => document.toJS()));
    expect(clusters.find((object) => object?.kind === 'Cluster')).toEqual(readTest('cluster.yaml'));
  });
});
