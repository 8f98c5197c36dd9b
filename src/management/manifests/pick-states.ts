import type { ReleaseState } from './offered-release.ts';

/** What a person said of a release, from a day on. */
export interface DatedState extends ReleaseState {
  readonly release: string;
  readonly since: string;
}

/** By release, what was said last until a day; of one day the later entry counts. No end of life changes it: lists are told by people alone. */
export function pickStates(states: readonly DatedState[], today: string): ReadonlyMap<string, ReleaseState> {
  const sorted = states.filter(({ since }) => since <= today).toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  return new Map(sorted.map((state) => [state.release, state]));
}
