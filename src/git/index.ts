export { findRepository, findRoot, type Repository } from './find-repository.ts';
export { createGit, type Git, GitError } from './git.ts';
export { type Changes, isTracked, readChanges, readFilterNames } from './read-changes.ts';
