import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { formatLock, parseLock } from '../../src/dependency/lock.ts';
import { findFile } from '../../src/files/index.ts';
import { readStack } from '../../src/stack/index.ts';
import { formatKubernetesVersion, formatLine } from '../../src/version/index.ts';

const directory = join(import.meta.dirname, '../../stacks/openstack/scs');
const read = (path: string) => readFileSync(join(directory, path), 'utf8');
const readTest = (file: string) => parse(readFileSync(join(import.meta.dirname, 'openstack-scs', file), 'utf8'));

interface Row {
  readonly kubernetes: string;
  readonly [dependency: string]: string;
}
interface Variable {
  readonly name: string;
  readonly schema: { readonly openAPIV3Schema: Record<string, unknown> };
}
interface Setting {
  readonly name: string;
}

/** The row's key for each addon's one dependency. */
const KEYS = { ccm: 'occm', cni: 'cilium', csi: 'cinder_csi', 'metrics-server': 'metrics-server' } as const;
const addons = Object.entries(KEYS);
const rows: readonly Row[] = parse(read('versions.yaml'));
const newest = rows[rows.length - 1];
const lineOf = ({ kubernetes }: Row) => `openstack-scs-${kubernetes.split('.').slice(0, 2).join('-')}`;
const chartOf = (addon: string) => parse(read(`cluster-addon/${addon}/Chart.yaml`));
const variables: readonly Variable[] = parse(read('cluster-class/files/variables.yaml'));
const settings: Readonly<Record<string, readonly Setting[]>> = readTest('variables.yaml');

describe('stacks/openstack/scs', () => {
  test('makes a line for each row, with the row’s versions and its own node image', () => {
    const lines = readStack(directory).map(({ stack, findings }) => {
      const parseFile = (path: string) => parse(findFile(stack?.files ?? [], path)?.bytes.toString() ?? '');
      return {
        findings: findings.filter(({ verdict }) => verdict !== 'ok').map(({ code }) => code),
        line: stack && formatLine(stack.config.line),
        kubernetes: stack && formatKubernetesVersion(stack.config.kubernetes),
        images: parseFile('cluster-class/values.yaml').images,
        versions: addons.map(([addon]) => parseFile(`cluster-addon/${addon}/Chart.yaml`).dependencies[0].version),
      };
    });
    expect(lines).toEqual(
      rows.map((row) => ({
        findings: [],
        line: lineOf(row),
        kubernetes: `v${row.kubernetes}`,
        images: {
          controlPlane: { name: `ubuntu-capi-image-v${row.kubernetes}` },
          worker: { name: `ubuntu-capi-image-v${row.kubernetes}` },
        },
        versions: addons.map(([, key]) => row[key]),
      })),
    );
  });

  test('the tree itself is written for the newest row', () => {
    expect(parse(read('csctl.yaml')).config.kubernetesVersion).toBe(`v${newest?.kubernetes}`);
    expect(addons.map(([addon]) => chartOf(addon).dependencies[0].version)).toEqual(addons.map(([, key]) => newest?.[key]));
  });

  test('the lock has what the rows say, from where Chart.yaml says, as clusterstack writes it', () => {
    const text = read('stack.lock.yaml');
    const lock = parseLock('stack.lock.yaml', Buffer.from(text)).lock ?? new Map();
    const expected = rows.map((row) => [
      lineOf(row),
      {
        kubernetes: `v${row.kubernetes}`,
        dependencies: addons.map(([addon, key]) => {
          const [{ name, repository }] = chartOf(addon).dependencies;
          return { folder: `cluster-addon/${addon}`, name, repository, version: row[key], sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
        }),
      },
    ]);
    expect(Object.fromEntries(lock)).toMatchObject(Object.fromEntries(expected));
    expect(formatLock(lock)).toBe(text);
  });

  test.each(addons)('%s: its values are those of its one dependency', (addon) => {
    const { dependencies } = chartOf(addon);
    expect(dependencies).toHaveLength(1);
    expect(Object.keys(parse(read(`cluster-addon/${addon}/values.yaml`)))).toEqual([dependencies[0].name]);
  });

  test.each(['ccm', 'csi'])('%s: the credentials are a Secret that the release does not hold', (addon) => {
    const values = parse(read(`cluster-addon/${addon}/values.yaml`))[chartOf(addon).dependencies[0].name];
    expect(values.secret).toMatchObject({ enabled: true, create: false, name: 'cloud-config' });
  });

  test('every stage is an addon, and every addon is in both hooks', () => {
    const stages: Record<string, { name: string }[]> = parse(read('clusteraddon.yaml')).addonStages;
    const names = Object.entries(stages).map(([hook, list]) => [hook, list.map((stage) => stage.name)]);
    expect(names).toEqual([
      ['AfterControlPlaneInitialized', ['cni', 'ccm', 'csi', 'metrics-server']],
      ['BeforeClusterUpgrade', ['cni', 'ccm', 'csi', 'metrics-server']],
    ]);
  });

  test('every variable has a default, a description and an example', () => {
    const incomplete = variables.filter(({ schema }) =>
      ['type', 'default', 'description', 'example'].some((key) => !(key in schema.openAPIV3Schema)),
    );
    expect(incomplete).toEqual([]);
  });

  test('README, patches and the tried settings name every variable', () => {
    const names = variables.map(({ name }) => name).sort();
    const table = [...read('README.md').matchAll(/^\| `([a-z]\w+)` \| .* \| .* \|$/gm)].map((match) => match[1]);
    const tried = new Set(Object.values(settings).flatMap((list) => list.map(({ name }) => name)));
    const patches = read('cluster-class/files/patches.yaml');
    expect(table.sort()).toEqual(names);
    expect([...tried].sort()).toEqual(names);
    expect(names.filter((name) => !new RegExp(`\\.${name}\\b|variable: ${name}\\b`).test(patches))).toEqual([]);
  });

  test("the README's Cluster is the one that is tested", () => {
    const blocks = [...read('README.md').matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? '');
    const clusters = blocks.flatMap((block) => parseAllDocuments(block).map((document) => document.toJS()));
    expect(clusters.find((object) => object?.kind === 'Cluster')).toEqual(readTest('cluster.yaml'));
  });

  test("the README's tables are of the rows", () => {
    const cells = [...read('README.md').matchAll(/^\| `openstack-scs-[^\n]*$/gm)].map(([line]) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('`', '').trim()),
    );
    const chart = (version: string | undefined) => expect.stringMatching(new RegExp(`^\\S+ \\(${version}\\)$`));
    expect(cells).toEqual([
      ...rows.map((row) => [
        lineOf(row),
        `v${row.kubernetes}`,
        row['cilium'],
        chart(row['occm']),
        chart(row['cinder_csi']),
        chart(row['metrics-server']),
      ]),
      ...rows.map((row) => [lineOf(row), `ubuntu-capi-image-v${row.kubernetes}`, `ubuntu-2404-kube-v${row.kubernetes}.qcow2`]),
    ]);
  });
});
