export { type Cache, openCache } from './cache.js';
export { readHelmRepositories } from './helm-repositories.js';
export { parseIndex } from './index-file.js';
export { createRepositories, type Repositories, type RepositoryOptions } from './open-repository.js';
export type { ChartVersion, Repository } from './repository.js';
