export type { StackConfig } from './config.ts';
export { findStacks } from './find-stacks.ts';
export { fillPlaceholders, type Placeholder, usedPlaceholders } from './placeholders.ts';
export { parseStack, readStack } from './read-stack.ts';
export type { Addons, Stack, StackSource } from './stack.ts';
export { parseStages, type Stage, type StageCondition, type StageObject, type Stages } from './stages.ts';
