const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** Docker Hub's references, API and credentials all go by different names. */
export function isDockerHub(registry: string): boolean {
  return DOCKER_HUB.has(registry);
}

/** The host that serves the API for the registry of a reference. */
export function apiHost(registry: string): string {
  return isDockerHub(registry) ? 'registry-1.docker.io' : registry;
}
