import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSpec, listStacks, type PreviousList, type StackList } from '../../../src/management/manifests/list-stacks.ts';
import type { OfferedRelease, ReleaseState } from '../../../src/management/manifests/offered-release.ts';
import { formatClusterClassName, requireReleaseName } from '../../../src/version/index.ts';

const NOTHING: PreviousList = { versions: new Map(), allowed: new Map() };
const ALL = { newest: undefined, prune: false, states: new Map<string, ReleaseState>() };
const PRUNE = { ...ALL, prune: true };

/** `openstack-scs-1-32-v4`, and what is said of it after a blank. */
function offer(...words: readonly string[]): readonly OfferedRelease[] {
  return words.map((word) => {
    const [name = '', state] = word.split(' ');
    const { line, version } = requireReleaseName(name);
    const kubernetes = state === 'unread' || state === 'removed' ? undefined : { ...line.kubernetes, patch: version.major };
    return {
      name,
      line,
      version,
      kubernetes,
      state: state === undefined || state === 'unread' ? undefined : { name: state as ReleaseState['name'] },
    };
  });
}

function keep(list: StackList): PreviousList {
  return {
    versions: new Map(list.stacks.map(({ name, versions }) => [name, versions.map(({ version }) => version)])),
    allowed: list.allowed,
  };
}

function brief({ stacks, allowed, kept, dropped }: StackList) {
  return {
    stacks: Object.fromEntries(stacks.map(({ name, versions }) => [name, versions.map(({ version }) => version).join(' ')])),
    allowed: [...allowed.keys()],
    ...(kept.length > 0 && { kept: kept.map(({ release, why }) => `${release}: ${why}`) }),
    ...(dropped.length > 0 && { dropped: dropped.map(({ release, why }) => `${release}: ${why}`) }),
  };
}

describe('listStacks', () => {
  test('lists all on offer, by line and by what CSO calls a channel', () => {
    const list = listStacks(
      offer('a-b-1-32-v10', 'a-b-1-32-v9', 'a-b-1-31-v1', 'a-b-1-32-v0-sha-abc', 'a-b-1-32-v0-beta-100'),
      NOTHING,
      ALL,
    );
    expect(brief(list)).toEqual({
      stacks: { 'a-b-1-31': 'v1', 'a-b-1-32': 'v9 v10', 'a-b-1-32-custom': 'v0-beta.100 v0-sha.abc' },
      allowed: ['a-b-1-31-v1', 'a-b-1-32-v0-beta.100', 'a-b-1-32-v0-sha.abc', 'a-b-1-32-v10', 'a-b-1-32-v9'],
    });
    expect(list.allowed.get('a-b-1-32-v10')).toBe('v1.32.10');
    const [stack] = list.stacks;
    expect(stack && formatSpec(stack)).toEqual({
      provider: 'a',
      name: 'b',
      kubernetesVersion: '1.31',
      channel: 'stable',
      autoSubscribe: false,
      noProvider: true,
      versions: ['v1'],
    });
  });

  test('a withdrawn release stays listed until it is said to be removed, and new clusters are refused', () => {
    const before = listStacks(offer('a-b-1-32-v1', 'a-b-1-32-v2'), NOTHING, ALL);
    const withdrawn = listStacks(offer('a-b-1-32-v1 withdrawn', 'a-b-1-32-v2'), keep(before), PRUNE);
    expect(brief(withdrawn)).toEqual({ stacks: { 'a-b-1-32': 'v1 v2' }, allowed: ['a-b-1-32-v2'] });
    const removed = offer('a-b-1-32-v1 removed', 'a-b-1-32-v2');
    expect(brief(listStacks(removed, keep(withdrawn), ALL))).toEqual({
      stacks: { 'a-b-1-32': 'v1 v2' },
      allowed: ['a-b-1-32-v2'],
      kept: ['a-b-1-32-v1: removed'],
    });
    expect(brief(listStacks(removed, keep(withdrawn), PRUNE))).toEqual({
      stacks: { 'a-b-1-32': 'v2' },
      allowed: ['a-b-1-32-v2'],
      dropped: ['a-b-1-32-v1: removed'],
    });
    expect(brief(listStacks(removed, NOTHING, ALL))).toEqual({ stacks: { 'a-b-1-32': 'v2' }, allowed: ['a-b-1-32-v2'] });
  });

  test.each([
    ['preview', true],
    ['supported', true],
    ['deprecated', true],
    ['withdrawn', false],
    ['expired', false],
  ])('new clusters may use one that is %s: %j', (state, isAllowed) => {
    expect(listStacks(offer(`a-b-1-32-v1 ${state}`), NOTHING, ALL).allowed.has('a-b-1-32-v1')).toBe(isAllowed);
  });

  test('what is said of a release holds where the source does not have it', () => {
    const before = keep(listStacks(offer('a-b-1-32-v1', 'a-b-1-32-v2'), NOTHING, ALL));
    const states = new Map<string, ReleaseState>([['a-b-1-32-v1', { name: 'withdrawn', reason: 'loses data' }]]);
    for (const prune of [false, true]) {
      expect(brief(listStacks(offer('a-b-1-32-v2'), before, { ...ALL, prune, states }))).toEqual({
        stacks: { 'a-b-1-32': 'v1 v2' },
        allowed: ['a-b-1-32-v2'],
        kept: ['a-b-1-32-v1: withdrawn: loses data'],
      });
    }
    const removed = new Map<string, ReleaseState>([['a-b-1-32-v1', { name: 'removed' }]]);
    expect(brief(listStacks(offer('a-b-1-32-v2'), before, { ...PRUNE, states: removed }))).toEqual({
      stacks: { 'a-b-1-32': 'v2' },
      allowed: ['a-b-1-32-v2'],
      dropped: ['a-b-1-32-v1: removed'],
    });
  });

  test('hashes have no order, so none of them is the newest', () => {
    const list = listStacks(offer('a-b-1-32-v0-sha-abc', 'a-b-1-32-v0-sha-xyz', 'a-b-1-32-v0-beta-100', 'a-b-1-32-v0-beta-101'), NOTHING, {
      ...ALL,
      newest: 1,
    });
    expect(brief(list).stacks).toEqual({ 'a-b-1-32-custom': 'v0-beta.101 v0-sha.abc v0-sha.xyz' });
  });

  test('the newest are those that new clusters may use, and what lies between', () => {
    const offered = offer('a-b-1-32-v1', 'a-b-1-32-v2 withdrawn', 'a-b-1-32-v3', 'a-b-1-32-v4 withdrawn', 'a-b-1-31-v7');
    expect(brief(listStacks(offered, NOTHING, { ...ALL, newest: 1, prune: false })).stacks).toEqual({
      'a-b-1-31': 'v7',
      'a-b-1-32': 'v3 v4',
    });
    expect(brief(listStacks(offered, NOTHING, { ...ALL, newest: 2, prune: false })).stacks).toEqual({
      'a-b-1-31': 'v7',
      'a-b-1-32': 'v1 v2 v3 v4',
    });
  });

  test('what was listed stays until it is pruned, with its Kubernetes version', () => {
    const before = listStacks(offer('a-b-1-31-v1', 'a-b-1-32-v1', 'a-b-1-32-v2'), NOTHING, ALL);
    const newest = listStacks(offer('a-b-1-32-v1', 'a-b-1-32-v2'), keep(before), { ...ALL, newest: 1, prune: false });
    expect(brief(newest)).toEqual({
      stacks: { 'a-b-1-31': 'v1', 'a-b-1-32': 'v1 v2' },
      allowed: ['a-b-1-31-v1', 'a-b-1-32-v1', 'a-b-1-32-v2'],
      kept: ['a-b-1-31-v1: the source does not have it any more', 'a-b-1-32-v1: not among the newest 1'],
    });
    expect(brief(listStacks(offer('a-b-1-32-v1', 'a-b-1-32-v2'), keep(newest), { ...ALL, newest: 1, prune: true }))).toEqual({
      stacks: { 'a-b-1-32': 'v2' },
      allowed: ['a-b-1-32-v2'],
      dropped: ['a-b-1-31-v1: the source does not have it any more', 'a-b-1-32-v1: not among the newest 1'],
    });
  });

  test('one that could not be read is not added, and never dropped', () => {
    expect(brief(listStacks(offer('a-b-1-32-v1', 'a-b-1-32-v2 unread'), NOTHING, ALL)).stacks).toEqual({ 'a-b-1-32': 'v1' });
    const before = listStacks(offer('a-b-1-32-v1', 'a-b-1-32-v2'), NOTHING, ALL);
    expect(brief(listStacks(offer('a-b-1-32-v1', 'a-b-1-32-v2 unread'), keep(before), PRUNE))).toEqual({
      stacks: { 'a-b-1-32': 'v1 v2' },
      allowed: ['a-b-1-32-v1', 'a-b-1-32-v2'],
      kept: ['a-b-1-32-v2: it could not be read'],
    });
  });

  test('over a growing history nothing that cannot be changed ever changes, and nothing goes', () => {
    const name = fc.tuple(
      fc.constantFrom('a', 'c'),
      fc.integer({ min: 30, max: 32 }),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('', '-sha-abc', '-beta-100'),
    );
    const step = fc.record({
      add: fc.array(name, { maxLength: 4 }),
      state: fc.option(fc.constantFrom<ReleaseState['name']>('deprecated', 'withdrawn', 'expired'), { nil: undefined }),
      newest: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      isGone: fc.boolean(),
    });
    const immutable = ({ stacks }: StackList) =>
      new Map(stacks.map((stack) => [stack.name, JSON.stringify({ ...formatSpec(stack), versions: undefined })]));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const history = new Map<string, OfferedRelease>();
        let last: StackList = { stacks: [], allowed: new Map(), kept: [], dropped: [] };
        for (const { add, state, newest, isGone } of steps) {
          for (const [provider, minor, major, channel] of add) {
            const [release] = offer(`${provider}-b-1-${minor}-v${major}${channel}`);
            if (release !== undefined) history.set(release.name, release);
          }
          const [first] = history.values();
          if (first !== undefined && state !== undefined) history.set(first.name, { ...first, state: { name: state } });
          if (first !== undefined && isGone) history.delete(first.name);
          const next = listStacks([...history.values()], keep(last), { ...ALL, newest });
          const [before, after] = [immutable(last), immutable(next)];
          for (const [stack, fields] of before) expect(after.get(stack)).toBe(fields);
          for (const { name, versions } of last.stacks) {
            const now = next.stacks.find((stack) => stack.name === name)?.versions.map(({ version }) => version) ?? [];
            expect(now).toEqual(expect.arrayContaining(versions.map(({ version }) => version)));
          }
          for (const [name, version] of last.allowed) expect([version, undefined]).toContain(next.allowed.get(name) ?? undefined);
          // The same again changes nothing.
          expect(keep(listStacks([...history.values()], keep(next), { ...ALL, newest }))).toEqual(keep(next));
          last = next;
        }
      }),
      { numRuns: 60 },
    );
  });

  test('the classes that are allowed are those that CSO makes', () => {
    const [release] = offer('a-b-1-32-v0-sha-abc');
    expect(release && listStacks([release], NOTHING, ALL).allowed.has(formatClusterClassName(release))).toBe(true);
  });
});
