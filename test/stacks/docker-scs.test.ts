import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { findFile } from '../../src/files/index.ts';
import { readStack } from '../../src/stack/index.ts';

const stack = join(import.meta.dirname, '../../stacks/docker/scs');
const read = (path: string) => readFileSync(join(stack, path), 'utf8');
const kubernetes: string = parse(read('csctl.yaml')).config.kubernetesVersion;
const rows: readonly { readonly kubernetes: string }[] = parse(read('versions.yaml'));

interface Variable {
  readonly name: string;
  readonly schema: { readonly openAPIV3Schema: Record<string, unknown> };
}
const variables: readonly Variable[] = parse(read('cluster-class/files/variables.yaml'));
const clusterIn = (file: string) => parse(readFileSync(join(import.meta.dirname, 'docker-scs', file), 'utf8'));

describe('stacks/docker/scs', () => {
  test('the tree itself is written for the newest row', () => {
    expect(kubernetes).toBe(`v${rows.at(-1)?.kubernetes}`);
  });

  test("each line's node images are of its Kubernetes version, and pinned by digest", () => {
    const values = readStack(stack).map(({ stack: line }) =>
      parse(findFile(line?.files ?? [], 'cluster-class/values.yaml')?.bytes.toString() ?? ''),
    );
    const digests = Object.fromEntries(
      rows.map((row) => [`kindest/node:v${row.kubernetes}`, expect.stringMatching(/^sha256:[0-9a-f]{64}$/)]),
    );
    expect(values).toEqual(Object.keys(digests).map((name) => ({ images: { controlPlane: { name }, worker: { name } }, digests })));
  });

  test("the README's lines are the rows", () => {
    const table = [...read('README.md').matchAll(/^\| `docker-scs-([\d-]+)` \| v([\d.]+) \| `kindest\/node:v([\d.]+)` \|$/gm)];
    expect(table.map(([, line, version, image]) => [line, version, image])).toEqual(
      rows.map((row) => [row.kubernetes.split('.').slice(0, 2).join('-'), row.kubernetes, row.kubernetes]),
    );
  });

  test('every stage is an addon, and every addon is in both hooks', () => {
    const stages: Record<string, { name: string }[]> = parse(read('clusteraddon.yaml')).addonStages;
    const names = Object.entries(stages).map(([hook, list]) => [hook, list.map((stage) => stage.name)]);
    expect(names).toEqual([
      ['AfterControlPlaneInitialized', ['cni', 'metrics-server']],
      ['BeforeClusterUpgrade', ['cni', 'metrics-server']],
    ]);
  });

  test.each(['cni', 'metrics-server'])("%s: the image's tag is the chart's appVersion", (addon) => {
    const chart = parse(read(`cluster-addon/${addon}/Chart.yaml`));
    const { image } = parse(read(`cluster-addon/${addon}/values.yaml`));
    expect(image.tag.replace(/^v/, '')).toBe(chart.appVersion.replace(/^v/, ''));
  });

  test("the certSANs patch repeats the template's own names", () => {
    const patches = parse(read('cluster-class/files/patches.yaml'));
    const patch = patches.find((one: { name: string }) => one.name === 'certSANs');
    const repeated = [...patch.definitions[0].jsonPatches[0].valueFrom.template.matchAll(/^- ([^{\n]+)$/gm)];
    const own = /certSANs: \[(.+)\]/.exec(read('cluster-class/templates/kubeadm-templates.yaml'));
    expect(repeated.map((match) => match[1])).toEqual(own?.[1]?.split(', '));
  });

  test('every variable has a default, a description and an example', () => {
    const incomplete = variables.filter(({ schema }) =>
      ['type', 'default', 'description', 'example'].some((key) => !(key in schema.openAPIV3Schema)),
    );
    expect(incomplete).toEqual([]);
  });

  test('README and the sample Cluster name every variable', () => {
    const names = variables.map((variable) => variable.name).sort();
    const table = [...read('README.md').matchAll(/^\| `(\w+)` \| .* \| .* \|$/gm)].map((match) => match[1]);
    const used = clusterIn('cluster-all-variables.yaml').spec.topology.variables;
    expect(used.map((variable: Variable) => variable.name).sort()).toEqual(names);
    expect(table.sort()).toEqual(names);
  });

  test("the README's Cluster is the one that is tested", () => {
    const blocks = [...read('README.md').matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? '');
    const clusters = blocks.flatMap((block) => parseAllDocuments(block).map((document) => document.toJS()));
    expect(clusters.find((object) => object?.kind === 'Cluster')).toEqual(clusterIn('cluster.yaml'));
  });
});
