import { expect, test } from 'vitest';
import { pickStates } from '../../../src/management/manifests/pick-states.ts';

const state = (release: string, name: 'deprecated' | 'withdrawn' | 'removed', since: string) => ({ release, name, since });

test('what was said last counts, and nothing that is yet to come', () => {
  const states = [
    state('a', 'removed', '2026-12-01'),
    state('a', 'withdrawn', '2026-11-20'),
    state('a', 'deprecated', '2026-11-01'),
    state('b', 'deprecated', '2026-11-20'),
    state('b', 'withdrawn', '2026-11-20'),
    state('c', 'withdrawn', '2027-01-01'),
  ];
  const names = (today: string) => [...pickStates(states, today)].map(([release, { name }]) => `${release} ${name}`).sort();
  expect(names('2026-11-28')).toEqual(['a withdrawn', 'b withdrawn']);
  expect(names('2026-12-01')).toEqual(['a removed', 'b withdrawn']);
});
