import { isIPv4 } from 'node:net';

/** Whether a URL's host name is this very machine: `localhost`, 127.0.0.0/8 or ::1. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}

const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** Docker Hub's references, API and credentials all go by different names. */
export function isDockerHub(registry: string): boolean {
  return DOCKER_HUB.has(registry);
}

/** The host that serves the API for the registry of a reference. */
export function apiHost(registry: string): string {
  return isDockerHub(registry) ? 'registry-1.docker.io' : registry;
}
