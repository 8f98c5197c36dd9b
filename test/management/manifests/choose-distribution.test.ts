import { expect, test } from 'vitest';
import { chooseDistribution, judgeNamespaces } from '../../../src/management/manifests/choose-distribution.ts';

const label = { key: 'scs', value: 'on' };
const choose = (
  more: Partial<Parameters<typeof chooseDistribution>[0]>,
  previous: { label?: typeof label; namespaces?: readonly string[] } = {},
) => {
  const before = { label: previous.label, namespaces: new Set(previous.namespaces) };
  const chosen = chooseDistribution({ label: undefined, namespaces: [], prune: false, ...more }, before);
  return { ...chosen, dropped: judgeNamespaces(before, chosen).map(({ subject }) => subject) };
};

test.each<[string, Parameters<typeof choose>, ReturnType<typeof choose>]>([
  ['nothing is said, nothing is there', [{}], { namespaces: ['default'], label: undefined, dropped: [] }],
  ['nothing is said', [{}, { label, namespaces: ['a'] }], { namespaces: ['a'], label, dropped: [] }],
  ['nothing is said, and pruned', [{ prune: true }, { label, namespaces: ['a'] }], { namespaces: ['a'], label, dropped: [] }],
  // Left as it was, the policy would take new releases out of the ClusterStacks of namespaces that have both.
  ['namespaces after a label', [{ namespaces: ['a'] }, { label }], { namespaces: ['a'], label, dropped: [] }],
  ['namespaces in place of a label', [{ namespaces: ['a'], prune: true }, { label }], { namespaces: ['a'], label: undefined, dropped: [] }],
  ['a label after namespaces', [{ label }, { namespaces: ['a'] }], { namespaces: ['a'], label, dropped: [] }],
  ['a label in place of namespaces', [{ label, prune: true }, { namespaces: ['a'] }], { namespaces: [], label, dropped: ['a'] }],
  [
    'a label in place of another',
    [{ label, prune: true }, { label: { key: 'scs', value: 'old' } }],
    { namespaces: [], label, dropped: ['scs=old'] },
  ],
])('%s', (_, [more, previous], expected) => {
  expect(choose(more, previous)).toEqual(expected);
});

test('another label takes the ClusterStacks of namespaces away, so that is said first', () => {
  expect(() => choose({ label }, { label: { key: 'scs', value: 'old' } })).toThrow(/namespaces with the label scs=old have ClusterStacks/);
});
