export * from './yaml/index.ts';
