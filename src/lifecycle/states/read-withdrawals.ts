import { cleanText } from '../../text.ts';
import { readStates } from './read-states.ts';
import { describeState, isWithdrawn, stateOf } from './state-of.ts';

/**
 * Why releases are no longer on offer: `withdrawn since 2026-11-01: its certificates are wrong`; undefined for those that are, as
 * far as releases.yaml tells.
 * @param today `2026-11-23`
 * @param directories of the stacks that ask
 * @throws ReleaseError `invalid-states`
 */
export async function readWithdrawals(today: string, directories: readonly string[]): Promise<(release: string) => string | undefined> {
  const states = await readStates(undefined, directories);
  return (release) => {
    const state = stateOf(states, release, today, {});
    return isWithdrawn(state) ? cleanText(describeState(state)) : undefined;
  };
}
