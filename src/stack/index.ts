export { findLineProblem, findNameProblem, type StackConfig } from './config.ts';
export { findStacks } from './find-stacks.ts';
export { LOCK_FILE, parseLines, refuseOpenPatch } from './parse-lines.ts';
export { parseStack } from './parse-stack.ts';
export { fillPlaceholders, type Placeholder, usedPlaceholders } from './placeholders.ts';
export { readStack } from './read-stack.ts';
export type { Addons, Stack, StackSource } from './stack.ts';
export { parseStackFile } from './stack-file.ts';
export { HOOKS, parseStages, type Stage, type StageCondition, type StageMap, type StageObject, type Stages } from './stages.ts';
