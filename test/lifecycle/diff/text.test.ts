import { expect, test } from 'vitest';
import { exampleClass } from '../../../src/compat/rules/cluster-class/examples.ts';
import { layOutDiff } from '../../../src/lifecycle/diff/lay-out-diff.ts';
import { type DiffReport, diffEnds, formatDiffMarkdown, formatDiffText } from '../../../src/lifecycle/index.ts';
import { createColors } from '../../../src/report/index.ts';
import type { Overrides } from '../../support/stack-builder.ts';
import { makeEnd, TEMPLATE } from './support/ends.ts';

const daemonSet = (image: string) => `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: cilium, namespace: kube-system}
spec: {template: {metadata: {labels: {app: c}}, spec: {containers: [{name: agent, image: "${image}"}]}}}
`;

async function compare(before: Overrides, after: Overrides, all = false): Promise<DiffReport> {
  return diffEnds(await makeEnd(before, 'v4'), await makeEnd(after, 'v5'), { all });
}

test('the screen begins with what happens, then the versions, then why', async () => {
  const report = await compare(
    { ...exampleClass(), [TEMPLATE]: daemonSet('x/cilium:v1') },
    { ...exampleClass(), [TEMPLATE]: daemonSet('x/cilium:v2'), 'cluster-addon/cni/values.yaml': 'mtu: 1400\n' },
  );
  const text = formatDiffText(report, createColors(false));
  expect(text).toMatchInlineSnapshot(`
    "docker-demo-1-32-v4 → docker-demo-1-32-v5      Kubernetes v1.32.5, unchanged
    The pods of cni (DaemonSet kube-system/cilium) restart; nothing else.
    replaced
      DaemonSet kube-system/cilium  containers[0].image (agent): x/cilium:v1 → x/cilium:v2  …ocker/demo/cluster-addon/cni/templates/cni.yaml:4
    also
      addons  CSO applies cni, and then cleans up
    values, variables, stages
      cni  mtu: 1500 → 1400
    objects
      DaemonSet kube-system/cilium  containers[agent].image: x/cilium:v1 → x/cilium:v2  cni
    folded: 2 × files whose results are compared, 6 × the release’s own name, 1 × computed from other files
    every place that differs: --all
    "
  `);
  expect(text.split('\n').length).toBeLessThanOrEqual(40);
});

test('the same is said in one line', async () => {
  const same = await diffEnds(await makeEnd({}, 'v4'), await makeEnd({}, 'v5 v4 v4'), {});
  expect(same.identical).toBe(true);
  expect(formatDiffText(same, createColors(false))).toMatch(
    /^docker-demo-1-32-v4 and docker-demo-1-32-v5 are the same but for their names\. [^\n]+\n$/,
  );
});

test('one change in several places is said once', async () => {
  const maps = (registry: string) =>
    ['a', 'b', 'c', 'd']
      .map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {image: "${registry}/${name}:v1"}\n`)
      .join('---\n');
  const { changes } = await compare({ [TEMPLATE]: maps('quay.io') }, { [TEMPLATE]: maps('mirror.example') });
  expect(changes.filter(({ kind }) => kind === 'object')).toEqual([
    {
      kind: 'object',
      change: 'changed',
      part: 'cni',
      object: 'ConfigMap a',
      path: 'data.image',
      from: 'quay.io',
      to: 'mirror.example',
      places: 4,
      where: ['ConfigMap a data.image', 'ConfigMap b data.image', 'ConfigMap c data.image'],
      noise: false,
    },
  ]);
});

const EVIL = '<img src=x onerror=alert(1)> @admin [x](javascript:1) ![i](https://e/x.png) | ``` ~~~ </details> #1 ::error::x';

test('what charts write stays text in Markdown', async () => {
  const map = (text: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: ${JSON.stringify(text)}, l: ${JSON.stringify(`${text}\n${text}\n`)}}\n`;
  const report = await compare(
    { [TEMPLATE]: map('x') },
    { [TEMPLATE]: map(EVIL), 'cluster-addon/cni/values.yaml': `evil: ${JSON.stringify(EVIL)}\n` },
  );
  const markdown = formatDiffMarkdown(report);
  const outside = markdown.replaceAll(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  expect(outside).not.toMatch(/(?<!\\)<img|(?<!-->)@admin|(?<!\\)\[x\]|(?<!\\)!\[/);
  expect(outside.match(/<\/details>/g)?.length ?? 0).toBe(outside.match(/<details>/g)?.length ?? 0);
  expect(markdown).toContain('````diff');
});

test('Markdown never outgrows a comment, and says what is left out', async () => {
  const maps = (salt: string) =>
    Array.from(
      { length: 60 },
      (_, n) =>
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m${n}}\ndata:\n  t: |\n${Array.from({ length: 80 }, (_, line) => `    ${salt} ${n} line ${line} ${'x'.repeat(40)}\n`).join('')}`,
    ).join('---\n');
  const report = await compare({ [TEMPLATE]: maps('a') }, { [TEMPLATE]: maps('b') }, true);
  const markdown = formatDiffMarkdown(report, true);
  expect(markdown.length).toBeLessThan(65_536);
  expect(markdown).toContain('The rest is left out');
});

test('what is deleted of an addon is one row, and who is replaced only in some clusters is said', () => {
  const cause = { file: 'a.yaml', field: 'KubeadmControlPlaneTemplate spec.files' };
  const base = { scope: { kind: 'all' }, when: 'at-once', verdict: 'ok', rule: 'addon-removed', cause, message: 'x' } as const;
  const where = 'clusters that set the variable a';
  const { sections } = layOutDiff({
    schemaVersion: 1,
    from: 'a',
    to: 'b',
    identical: false,
    kubernetes: { from: 'v1', to: 'v1' },
    changes: [],
    effects: [
      { ...base, kind: 'deleted', subject: 'ConfigMap a', addon: 'cni' },
      { ...base, kind: 'deleted', subject: 'ConfigMap b', addon: 'cni' },
      { ...base, kind: 'in-place', subject: 'addon ccm' },
      { ...base, kind: 'orphaned', subject: 'addon csi', message: 'addon csi stays' },
      { ...base, kind: 'roll-control-plane', subject: 'control plane', verdict: 'conditional', scope: { kind: 'some', where } },
    ],
  });
  expect(sections.map(({ title, rows }) => [title, rows.map(({ subject, text }) => [subject, text])])).toEqual([
    ['replaced', [['control plane', `in ${where}: KubeadmControlPlaneTemplate spec.files`]]],
    [
      'also',
      [
        ['deleted of cni', '2 objects: ConfigMap a, ConfigMap b'],
        ['addon csi', 'stays'],
        ['changed in place', 'addon ccm'],
      ],
    ],
  ]);
});
