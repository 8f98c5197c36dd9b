export { findProgram, findPrograms, findProgramsInStacks } from './find-program.ts';
export { describeEnding, type Ending, type Limits, type ProgramRequest, runProgram } from './run-program.ts';
export { selectVariables, type Variables, withoutOwnSecrets } from './variables.ts';
