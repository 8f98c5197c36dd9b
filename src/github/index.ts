export { type GitHub, openRepository } from './client.ts';
export { repositoryHost, type SessionOptions as GitHubOptions } from './session.ts';
export type { Done, Refusal, Release, ReleaseAsset, ReleaseFields, RepositoryFacts, Slug } from './types.ts';
