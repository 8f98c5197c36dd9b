import { describe, expect, test } from 'vitest';
import { formatSuggestion, suggestWord } from '../src/suggest.ts';

describe('suggestWord', () => {
  test.each([
    ['one slip in a short word', 'cn', ['cni', 'csi'], 'cni'],
    ['letters’ case', 'afterControlPlaneInitialized', ['AfterControlPlaneInitialized'], 'AfterControlPlaneInitialized'],
    ['dashes and underscores', 'cinder_csi', ['cinder-csi'], 'cinder-csi'],
    ['neighbours swapped count once', 'nmae', ['name', 'kind'], 'name'],
    ['the nearest', 'waitForPostConditon', ['waitForPreCondition', 'waitForPostCondition'], 'waitForPostCondition'],
    ['three slips in a long word', 'waitForPreCondition', ['waitForPostCondition'], 'waitForPostCondition'],
    ['four slips are another word', 'beforeUpgradeXXXX', ['beforeUpgrade'], undefined],
    ['two slips in a short word', 'cilx', ['cni'], undefined],
    ['no word', '', ['a'], undefined],
    ['nothing known', 'cni', [], undefined],
  ])('%s', (_, word, known, expected) => expect(suggestWord(word, known)).toBe(expected));
});

test('formatSuggestion', () => {
  expect([formatSuggestion('cnii', ['cni']), formatSuggestion('other', ['cni'])]).toEqual(['; did you mean cni?', '']);
});
