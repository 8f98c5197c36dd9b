export { findRepository, findRoot, type Repository } from './find-repository.ts';
export { createGit, type Git, GitError } from './git.ts';
export { type Changes, type GitConfig, isTracked, readChanges, readConfig } from './read-changes.ts';
export { type Commit, readLog } from './read-log.ts';
