import { describe, expect, test } from 'vitest';
import { readTemplateWords } from '../../src/chart/template-actions.ts';
import { completeContext, formatLiteral } from '../../src/chart/values-context.ts';

describe('the data for a values template', () => {
  const cluster = { Cluster: { kind: 'Cluster', spec: { list: [{ a: 1 }] } } };
  const { Cluster } = cluster;

  test.each<[template: string, standIn: string | undefined, data: object, complete: boolean]>([
    ['{{ .Cluster.kind }}', undefined, cluster, true],
    ['{{ .Cluster.name }}', undefined, cluster, false],
    ['{{ .Cluster.name }}', 'x', { Cluster: { ...Cluster, name: 'x' } }, false],
    ['{{ $.Cluster.status.a.b }}', undefined, { Cluster: { ...Cluster, status: { a: {} } } }, false],
    ['{{ $.Cluster.status.a.b }}', 'x', { Cluster: { ...Cluster, status: { a: { b: 'x' } } } }, false],
    ['{{ .Infra.a.b }}{{ .Infra.a.c }}{{ .Infra.d.e }}', 'x', { Cluster, Infra: { a: { b: 'x', c: 'x' }, d: { e: 'x' } } }, false],
    ['{{ .Infra.toString.name }}', undefined, { Cluster, Infra: { toString: {} } }, false],
    // Below what is known to be a text or a list nothing is put.
    ['{{ .Cluster.kind.a.b }}{{ .Cluster.spec.list.a.b }}', 'x', cluster, true],
    // What stands alone is most often one of a loop's, and what a variable has is not known.
    ['{{ .name }}{{ $.other }}', 'x', cluster, true],
    ['{{ $item.a.b }}{{ Cluster.a.b }}', 'x', cluster, true],
    ['.Cluster.name {{ "x" }}', 'x', cluster, true],
  ])('asked by %j with %j for what is not known', (template, standIn, data, complete) => {
    expect(completeContext(cluster, readTemplateWords(template), standIn)).toStrictEqual({ data, complete });
  });

  test('leaves that of the cluster as it is', () => {
    completeContext(cluster, readTemplateWords('{{ .Cluster.spec.a.b }}'), 'x');
    expect(cluster).toEqual({ Cluster: { kind: 'Cluster', spec: { list: [{ a: 1 }] } } });
  });
});

test.each<[value: unknown, literal: string]>([
  ['a "b" \\ {{ }}\n', '"a \\"b\\" \\\\ {{ }}\\n"'],
  ['half a \ud83d', '"half a \ufffd"'],
  [3, '3'],
  [1.5, '1.5'],
  [true, 'true'],
  [false, 'false'],
  [null, 'nil'],
  [undefined, 'nil'],
  [[], '(list )'],
  [[1, ['a']], '(list 1 (list "a"))'],
  [{}, '(dict )'],
  [{ a: 1, 'b"': { c: null } }, '(dict "a" 1 "b\\"" (dict "c" nil))'],
])('%j is %s to a template', (value, literal) => expect(formatLiteral(value)).toBe(literal));
