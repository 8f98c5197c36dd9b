export type { Choice } from './solver/choice.ts';
export { type Solution, solve } from './solver/solve.ts';
export type { RunRelease, Tables, Wanted } from './solver/wanted.ts';
