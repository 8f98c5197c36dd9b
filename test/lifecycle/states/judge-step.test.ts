import { expect, test } from 'vitest';
import { findBarriers, findRisks, findUnlisted, parseStates } from '../../../src/lifecycle/states/index.ts';
import { requireReleaseName } from '../../../src/version/index.ts';

const FILE = `risks:
  - {to: a-b-1-36-v4, name: exact, message: m}
  - {to: a-b-1-36-v4, name: until, message: m, fixedIn: a-b-1-36-v6}
  - {to: a-b-1-36, from: a-b-1-35-v2..a-b-1-35-v3, name: some, message: m}
  - {to: [a-b-1-37, a-b-1-36-v9], name: several, message: m}
barriers:
  - {release: a-b-1-36-v5, reason: r}
  - {release: a-b-1-35-v0-beta-100, reason: r}
`;

test.each<[from: string, to: string, ...risks: string[]]>([
  ['a-b-1-36-v3', 'a-b-1-36-v4', 'exact', 'until'],
  ['a-b-1-36-v3', 'a-b-1-36-v5', 'until'],
  ['a-b-1-36-v3', 'a-b-1-36-v6'],
  ['a-b-1-36-v3', 'a-b-1-36-v9', 'several'],
  ['a-b-1-36-v2', 'a-b-1-36-v3'],
  ['a-b-1-36-v3', 'a-b-1-36-v4-beta-100'],
  ['a-b-1-36-v3', 'a-c-1-36-v4'],
  ['a-b-1-35-v2', 'a-b-1-36-v1', 'some'],
  ['a-b-1-35-v3', 'a-b-1-36-v4', 'exact', 'until', 'some'],
  ['a-b-1-35-v4', 'a-b-1-36-v1'],
  ['a-b-1-35-v2-beta-100', 'a-b-1-36-v1'],
  ['a-b-1-36-v1', 'a-b-1-37-v0-beta-100', 'several'],
])('the risks from %s to %s', async (from, to, ...risks) => {
  const states = await parseStates('releases.yaml', Buffer.from(FILE));
  expect(findRisks(states, requireReleaseName(from), requireReleaseName(to)).map(({ name }) => name)).toEqual(risks);
});

test.each<[from: string, to: string, barriers: number]>([
  ['a-b-1-36-v4', 'a-b-1-36-v6', 1],
  ['a-b-1-36-v4', 'a-b-1-36-v5', 0],
  ['a-b-1-36-v5', 'a-b-1-36-v6', 0],
  ['a-b-1-35-v9', 'a-b-1-36-v6', 1],
  ['a-b-1-35-v9', 'a-b-1-36-v4', 0],
  ['a-b-1-36-v4', 'a-b-1-37-v1', 1],
  ['a-b-1-36-v6', 'a-b-1-37-v1', 0],
  ['a-c-1-36-v4', 'a-c-1-36-v6', 0],
  ['a-b-1-36-v0-beta-100', 'a-b-1-36-v0-beta-101', 0],
  ['a-b-1-35-v0-alpha-100', 'a-b-1-36-v1', 0],
  ['a-b-1-34-v0-beta-100', 'a-b-1-36-v6', 2],
])('the barriers from %s to %s', async (from, to, barriers) => {
  const states = await parseStates('releases.yaml', Buffer.from(FILE));
  expect(findBarriers(states, requireReleaseName(from), requireReleaseName(to))).toHaveLength(barriers);
});

test('a state of a release that its line does not have is found', async () => {
  const state = (release: string, name = 'withdrawn') => `  - {release: ${release}, state: ${name}, since: 2026-01-01, reason: r}\n`;
  const file = `states:\n${state('a-b-1-36-v4')}${state('a-b-1-36-v40')}${state('a-b-1-36-v41', 'removed')}${state('a-b-1-35-v1')}`;
  const states = await parseStates('releases.yaml', Buffer.from(file));
  expect(findUnlisted(states, ['a-b-1-36-v4', 'latest']).map(({ release, place }) => [release, place.line])).toEqual([['a-b-1-36-v40', 3]]);
});
