import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STAND_IN } from '../../../src/chart/index.ts';
import { runRules } from '../../../src/compat/index.ts';
import { OBJECTS } from '../../../src/compat/rules/objects/index.ts';
import type { Verdict } from '../../../src/finding.ts';
import { buildFacts, type CheckOptions } from '../../support/check-built.ts';
import { CNI, judge } from './judge.ts';

describe('not-rendered', () => {
  const place = { file: 'stacks/docker/demo/cluster-addon/cni/templates/cni.yaml', line: 3 };
  const skipped = (reason: 'no-helm' | 'missing-dependency') => ({ kind: 'skipped', reason, message: 'why' }) as const;
  test.each<[string, CheckOptions['renderings'], [Verdict, string, string][]]>([
    ['it fails', { cni: { kind: 'failed', message: 'no mtu', place } }, [['refuse', 'cni', `${CNI}:3`]]],
    ['the class fails', { 'cluster-class': { kind: 'failed', message: 'no', place } }, [['refuse', 'cluster-class', `${CNI}:3`]]],
    ['no helm: once', { cni: skipped('no-helm'), 'cluster-class': skipped('no-helm') }, [['unknown', 'rendering', '']]],
    ['a dependency: per chart', { cni: skipped('missing-dependency') }, [['unknown', 'cni', 'cluster-addon/cni/Chart.yaml']]],
    ['it renders', {}, []],
  ])('%s', async (_, renderings, expected) => {
    expect(await judge('not-rendered', {}, renderings === undefined ? {} : { renderings })).toEqual(expected);
  });

  test('what the kubeVersion of a source says already is not told again', async () => {
    const renderings = { cni: { kind: 'failed', message: 'chart requires kubeVersion: >= 1.40.0', place } } as const;
    const files = { 'cluster-addon/cni/Chart.yaml': "apiVersion: v2\nname: cni\nversion: 1.0.0\nkubeVersion: '>= 1.40.0'\n" };
    expect(await judge('not-rendered', files, { renderings })).toEqual([]);
    // Of a release that is read back nobody told.
    expect(await judge('not-rendered', files, { renderings, facts: { stack: undefined } as never })).toEqual([
      ['refuse', 'cni', `${CNI}:3`],
    ]);
  });

  test('a folder that no stage names is never rendered', async () => {
    const files = {
      'cluster-addon/spare/Chart.yaml': 'apiVersion: v2\nname: spare\nversion: 1.0.0\n',
      'cluster-addon/spare/templates/a.yaml': '{{ fail "x" }}',
    };
    expect(await judge('not-rendered', files)).toEqual([]);
  });
});

test('what stands for unknown values is told, and refused for itself alone', async () => {
  const role = (name: string, namespace: string) => ({
    template: 'cni.yaml',
    place: { file: CNI },
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    name,
    namespace,
    data: { metadata: { name, namespace } },
  });
  const objects = [role('a', 'other'), role('b', STAND_IN), role(STAND_IN, 'other')];
  const guessed = { message: 'm', place: { file: 'overwrite.yaml', line: 2 } };
  const renderings = { cni: { kind: 'rendered', namespace: 'kube-system', objects, problems: [], guessed } } as const;
  expect(await judge('not-rendered', {}, { renderings })).toEqual([['unknown', 'cni', 'overwrite.yaml:2']]);
  expect((await judge('foreign-namespace', {}, { renderings })).map(([verdict, subject]) => `${verdict} ${subject}`).toSorted()).toEqual([
    'refuse Role/a',
    `refuse Role/${STAND_IN}`,
    'unknown Role/b',
  ]);
});

test('render-invalid: what only this parser cannot read is unknown', async () => {
  const broken = 'kind: [\n';
  expect(await judge('render-invalid', { 'cluster-addon/cni/crds/a.yaml': broken })).toEqual([
    ['refuse', 'cni', 'cluster-addon/cni/crds/a.yaml'],
  ]);
  expect(await judge('render-invalid', { [CNI]: broken })).toEqual([['unknown', 'cni', CNI]]);
});

test('ten thousand objects take no more than moments', async () => {
  const objects = Array.from({ length: 10_000 }, (_, index) => {
    const metadata = { name: `cni-${index % 5000}`, namespace: 'other' };
    const data = { apiVersion: 'acme.org/v1', kind: 'Thing', metadata };
    return { template: 'cni.yaml', place: { file: CNI }, apiVersion: 'acme.org/v1', kind: 'Thing', ...metadata, data };
  });
  const facts = await buildFacts({}, { renderings: { cni: { kind: 'rendered', namespace: 'kube-system', objects, problems: [] } } });
  const started = performance.now();
  const findings = await runRules(facts, OBJECTS);
  expect(findings.length).toBeGreaterThan(5_000);
  expect(performance.now() - started).toBeLessThan(2000);
});

test('no object makes a rule fail', async () => {
  const facts = await buildFacts();
  const text = fc.constantFrom('', 'v1', 'apps/v1', 'Deployment', 'Service', 'ConfigMap', 'List', 'CustomResourceDefinition', 'a/b');
  const record = (keys: readonly string[], value: fc.Arbitrary<unknown>) =>
    fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 4 }) as fc.Arbitrary<Record<string, unknown>>;
  const leaf = record(['name', 'labels', 'spec', 'annotations', 'containers', 'env', 'ports'], fc.jsonValue());
  const data = record(
    ['metadata', 'spec', 'items', 'data', 'binaryData', 'webhooks'],
    fc.oneof(fc.jsonValue(), leaf, record(['template', 'names', 'versions', 'metadata', 'spec'], leaf)),
  );
  const object = fc.record({
    template: fc.constant('cni.yaml'),
    place: fc.constant({ file: CNI }),
    apiVersion: text,
    kind: text,
    name: text,
    data,
    namespace: text,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(object, { maxLength: 4 }), async (objects) => {
      const rendering = { kind: 'rendered', namespace: 'kube-system', objects, problems: [] } as const;
      const addons = facts.addons.map((addon) => ({ ...addon, rendering }));
      expect(Array.isArray(await runRules({ ...facts, addons }, OBJECTS))).toBe(true);
    }),
  );
});
