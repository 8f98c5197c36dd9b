export { initStack } from './init-stack.ts';
