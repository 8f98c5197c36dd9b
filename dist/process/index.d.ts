export { findProgram, findPrograms, findProgramsInStacks } from './find-program.js';
export { describeEnding, type Ending, type Limits, type ProgramRequest, runProgram } from './run-program.js';
export { selectVariables, type Variables, withoutOwnSecrets } from './variables.js';
