import { describe, expect, test } from 'vitest';
import { compareRenderings, formatPath, type RenderedObject, type Rendering } from '../../src/chart/index.ts';

const TEMPLATE = 'cni/templates/a.yaml';

function objectOf(kind: string, name: string, data: Readonly<Record<string, unknown>> = {}, template = TEMPLATE): RenderedObject {
  return { template, place: { file: template, line: 2 }, apiVersion: 'v1', kind, name, namespace: 'kube-system', data };
}

const rendered = (...objects: readonly RenderedObject[]): Rendering => ({ kind: 'rendered', objects, problems: [] });

/** The paths that differ, with the kind and name of their objects. */
function differences(first: Rendering, second: Rendering): readonly string[] {
  const comparison = compareRenderings(first, second);
  if (comparison.kind !== 'compared') throw new Error(comparison.message);
  return comparison.differences.map(({ object, path }) => `${object.kind}/${object.name} ${formatPath(path)}`);
}

describe('two renderings', () => {
  test('differ in a field, told with the object as it was first', () => {
    const first = rendered(objectOf('Secret', 'first', { a: 1, data: { 'ca.crt': 'x' } }));
    const second = rendered(objectOf('Secret', 'second', { a: 1, data: { 'ca.crt': 'y' } }));
    expect(compareRenderings(first, second)).toEqual({
      kind: 'compared',
      differences: [
        {
          object: { apiVersion: 'v1', kind: 'Secret', name: 'first', place: { file: TEMPLATE, line: 2 } },
          path: ['data', 'ca.crt'],
        },
      ],
    });
  });

  test.each<[name: string, first: unknown, second: unknown, paths: readonly string[]]>([
    ['nothing', { b: [1, { c: null }], d: 'x' }, { d: 'x', b: [1, { c: null }] }, []],
    ['two fields', { b: 1, c: 2, d: 3 }, { b: 2, c: 2, d: 4 }, ['a.b', 'a.d']],
    ['an item of a list', [{ b: 1 }, { b: 2, c: 3 }], [{ b: 1 }, { b: 4, c: 3 }], ['a[1].b']],
    ['the length of a list', [1, 2], [1, 2, 3], ['a']],
    ['a list in the place of a map', ['b'], { 0: 'b' }, ['a']],
    ['a map in the place of a list', { 0: 'b' }, ['b'], ['a']],
    ['a text in the place of a list', ['b'], 'b', ['a']],
    ['a map in the place of a text', 'b', { b: 'b' }, ['a']],
    ['a field that is not there', { b: 1 }, {}, ['a.b']],
    ['a field that was not there', {}, { b: 1 }, ['a.b']],
    ['a null for no field', { b: null }, {}, ['a.b']],
    ['another type', '1', 1, ['a']],
    ['not-a-number as it was', Number.NaN, Number.NaN, []],
  ])('differ in %s', (_, first, second, paths) => {
    const found = differences(rendered(objectOf('A', 'a', { a: first })), rendered(objectOf('A', 'a', { a: second })));
    expect(found).toEqual(paths.map((path) => `A/a ${path}`));
  });

  test('differ in objects that one of them alone has', () => {
    const both = objectOf('A', 'both');
    expect(differences(rendered(both), rendered(both, objectOf('A', 'more'), objectOf('B', 'new')))).toEqual(['A/more ', 'B/new ']);
    expect(differences(rendered(both, objectOf('A', 'more'), objectOf('B', 'old')), rendered(both))).toEqual(['A/more ', 'B/old ']);
  });

  test('are held against each other by template, kind and order', () => {
    const [one, two] = [objectOf('A', 'one', { a: 1 }), objectOf('A', 'two', { a: 2 })];
    const elsewhere = objectOf('A', 'elsewhere', { a: 3 }, 'cni/templates/b.yaml');
    const kind = objectOf('B', 'kind', { a: 4 });
    expect(differences(rendered(one, kind, two, elsewhere), rendered(elsewhere, one, two, kind))).toEqual([]);
    expect(differences(rendered(one, two), rendered(two, one))).toEqual(['A/one a', 'A/two a']);
  });

  test.each<[name: string, first: Rendering, second: Rendering]>([
    ['first', { kind: 'skipped', reason: 'no-helm', message: 'why' }, rendered()],
    ['second', rendered(), { kind: 'failed', message: 'why', place: { file: TEMPLATE } }],
  ])('are unknown where there is no %s one', (_, first, second) => {
    expect(compareRenderings(first, second)).toEqual({ kind: 'unknown', message: 'why' });
  });
});

test.each<[path: readonly (string | number)[], text: string]>([
  [[], ''],
  [['spec', 'files', 3, 'content'], 'spec.files[3].content'],
  [['data', 'ca.crt'], 'data["ca.crt"]'],
  [['data', 'ca-cert_1', 'ä'], 'data.ca-cert_1["ä"]'],
  [[0, 1], '[0][1]'],
  [[0, 'a'], '[0].a'],
  [['a b'], '["a b"]'],
  [['a', '.b'], 'a[".b"]'],
])('the path %j is written %s', (path, text) => expect(formatPath(path)).toBe(text));
