import { expect, test } from 'vitest';
import { formatKustomization, mergeKustomization } from '../../../src/management/folder/merge-kustomization.ts';

const merge = (text: string, resources = ['a.yaml', 'b.yaml', 'c.yaml'], gone: readonly string[] = []) =>
  mergeKustomization('kustomization.yaml', text, resources, new Set(gone));

test('a new one names the resources in their order', () => {
  expect(formatKustomization('# why\n', ['a.yaml', 'b.yaml'])).toBe(
    '# why\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- a.yaml\n- b.yaml\n',
  );
});

test.each([
  ['all are there', 'resources:\n- c.yaml\n- b.yaml\n- a.yaml\n', 'resources:\n- c.yaml\n- b.yaml\n- a.yaml\n'],
  ['one is missing', 'resources:\n- a.yaml\n- c.yaml\n', 'resources:\n- a.yaml\n- b.yaml\n- c.yaml\n'],
  [
    'the last is missing',
    'resources:\n  - a.yaml # mine\n  - b.yaml\npatches: []\n',
    'resources:\n  - a.yaml # mine\n  - b.yaml\n  - c.yaml\npatches: []\n',
  ],
  [
    'others are among them',
    '# hello\nresources:\n- mine.yaml\n- a.yaml\n- other\npatches:\n- path: p.yaml\n',
    '# hello\nresources:\n- mine.yaml\n- a.yaml\n- other\n- b.yaml\n- c.yaml\npatches:\n- path: p.yaml\n',
  ],
  [
    'they are in brackets',
    'resources: [mine.yaml, a.yaml]\nnamespace: x\n',
    'resources:\n- a.yaml\n- b.yaml\n- c.yaml\n- mine.yaml\nnamespace: x\n',
  ],
  [
    'addresses and quotes are in brackets',
    'resources: ["my: file.yaml", "https://example.com/a//b?ref=v1", a.yaml]\n',
    'resources:\n- a.yaml\n- b.yaml\n- c.yaml\n- "my: file.yaml"\n- "https://example.com/a//b?ref=v1"\n',
  ],
  ['the list is empty', 'resources: []\nnamespace: x\n', 'resources:\n- a.yaml\n- b.yaml\n- c.yaml\nnamespace: x\n'],
  ['there is no list', 'namespace: x\n', 'namespace: x\nresources:\n- a.yaml\n- b.yaml\n- c.yaml\n'],
  [
    'they are spelled otherwise',
    'resources:\n- "a.yaml"\n- ./b.yaml\n- \'c.yaml\'\n',
    'resources:\n- "a.yaml"\n- ./b.yaml\n- \'c.yaml\'\n',
  ],
  ['there is nothing', '', 'resources:\n- a.yaml\n- b.yaml\n- c.yaml\n'],
])('keeps what others wrote where %s', (_, before, after) => {
  expect(merge(before)).toBe(after);
  expect(merge(after)).toBe(after);
});

test('takes out what is gone, and no more', () => {
  expect(merge('resources:\n- a.yaml\n- old.yaml\n- mine.yaml\n', ['a.yaml'], ['old.yaml'])).toBe('resources:\n- a.yaml\n- mine.yaml\n');
});

test.each(['resources: {a: b}\n', 'a: [\n'])('refuses what it cannot read: %j', (text) => {
  expect(() => merge(text)).toThrow(/kustomization.yaml cannot be read as a kustomization/);
});

test.each([
  ['resources:\n- 1-operators\n- ./2-providers/\n', 'resources:\n- 1-operators\n- ./2-providers/\n- 4-policies/c.yaml\n'],
  ['resources: [1-operators, 2-providers/]\n', 'resources:\n- 4-policies/c.yaml\n- 1-operators\n- 2-providers/\n'],
])('what is below a folder that others name is not named twice: %j', (before, after) => {
  const resources = ['1-operators/a.yaml', '2-providers/b.yaml', '4-policies/c.yaml'];
  expect(merge(before, resources)).toBe(after);
  expect(merge(after, resources)).toBe(after);
});
