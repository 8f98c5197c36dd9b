export { findUnlisted } from './find-unlisted.ts';
export { describeBarrier, findBarriers, findRisks } from './judge-step.ts';
export { type Barrier, type DatedState, NO_STATES, type ReleaseState, type ReleaseStates, type Risk, type StateName } from './model.ts';
export { parseStates } from './parse-states.ts';
export { findStatesFiles, LARGEST_STATES, readStates, STATES_FILE } from './read-states.ts';
export { readWithdrawals } from './read-withdrawals.ts';
export { parseSelection, type Selection } from './selection.ts';
export { describeState, type EndOfLife, endOfLifeOf, isWithdrawn, stateOf } from './state-of.ts';
