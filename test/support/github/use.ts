import { afterEach, expect } from 'vitest';
import { type FakeGitHub, type FakeGitHubOptions, startGitHub } from './server.ts';

/** Starts fakes for the tests of a file; each ends with its test, and must have seen nothing that GitHub would refuse. */
export function useGitHub(): (options?: FakeGitHubOptions) => Promise<FakeGitHub> {
  const running: FakeGitHub[] = [];
  afterEach(async () => {
    for (const github of running.splice(0)) {
      await github.close();
      expect(github.violations).toEqual([]);
      expect(github.touched).toEqual([]);
    }
  });
  return async (options) => {
    const github = await startGitHub(options);
    running.push(github);
    return github;
  };
}

/** The requests to a fake, without queries. */
export function summarise({ requests }: FakeGitHub): string[] {
  return requests.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);
}
