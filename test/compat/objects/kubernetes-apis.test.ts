import { expect, test } from 'vitest';
import { KNOWLEDGE } from '../../../src/compat/index.ts';

const { apis, customScopes, asOf, newestReleased } = KNOWLEDGE.kubernetesApis;
const MINOR = /^1\.\d+$/;

test('the table of APIs has the form that its type says', () => {
  expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(newestReleased).toMatch(MINOR);
  expect(Object.keys(apis).filter((key) => !/^(?:[a-z0-9.]+\/)?v\d\w*\/[A-Z]\w+$/.test(key))).toEqual([]);
  expect(Object.keys(customScopes).filter((key) => !/^[a-z0-9.-]+\/[A-Z]\w+$/.test(key))).toEqual([]);
  const scopes = [...Object.values(apis).map(({ scope }) => scope), ...Object.values(customScopes)];
  expect([...new Set(scopes)].sort()).toEqual(['Cluster', 'Namespaced']);
});

test('every life goes forward, to a replacement that the table has', () => {
  const order = (minor = '1.0') => Number(minor.split('.')[1]);
  const wrong = Object.entries(apis).filter(([key, { introduced, deprecated, removed, replacement }]) => {
    const minors = [introduced, deprecated, removed].filter((minor) => minor !== undefined);
    const kind = key.slice(key.lastIndexOf('/') + 1);
    return (
      minors.some((minor) => !MINOR.test(minor)) ||
      minors.some((minor, index) => index > 0 && order(minor) <= order(minors[index - 1])) ||
      (replacement !== undefined && apis[`${replacement}/${kind}`] === undefined)
    );
  });
  expect(wrong).toEqual([]);
});
