export { type Cache, openCache } from './cache.ts';
export { readHelmRepositories } from './helm-repositories.ts';
export { parseIndex } from './index-file.ts';
export { createRepositories, type Repositories, type RepositoryOptions } from './open-repository.ts';
export type { ChartVersion, Repository } from './repository.ts';
