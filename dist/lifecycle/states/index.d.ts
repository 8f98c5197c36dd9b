export { findUnlisted } from './find-unlisted.js';
export { describeBarrier, findBarriers, findRisks } from './judge-step.js';
export { type Barrier, type DatedState, NO_STATES, type ReleaseState, type ReleaseStates, type Risk, type StateName } from './model.js';
export { parseStates } from './parse-states.js';
export { findStatesFiles, readStates, STATES_FILE } from './read-states.js';
export { parseSelection, type Selection } from './selection.js';
export { type EndOfLife, endOfLifeOf, isWithdrawn, stateOf } from './state-of.js';
