import { createNetwork, type Fetch } from '../../../src/http/index.ts';
import { type GitHubTarget, type GitHubTargetOptions, openGitHub } from '../../../src/publish/github-target.ts';
import type { Publication } from '../../../src/publish/index.ts';
import type { ReleaseContent } from '../../../src/release/index.ts';
import { type FakeGitHub, SLUG } from './server.ts';
import { HEAD } from './state.ts';

interface FakeOptions extends Partial<GitHubTargetOptions> {
  readonly fetch?: Fetch;
  readonly timeout?: number;
  readonly commit?: string;
}

/** One run's way to the fake: nothing is waited for, and what it says is kept. */
export function openFake(
  github: FakeGitHub,
  { fetch, timeout = 2000, commit = HEAD, ...options }: FakeOptions = {},
): { readonly target: GitHubTarget; readonly said: string[] } {
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  // Not at once, so that other runs get their turn as they would.
  const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
  const target = openGitHub(SLUG, {
    apiUrl: github.apiUrl,
    token: github.token,
    network: createNetwork({ fetch, timeout, retry: { sleep, notify: say } }),
    warn: say,
    ...options,
  });
  // Where the releases of tests come from.
  const provenance = { commit, repository: `https://github.com/${SLUG.owner}/${SLUG.repository}`, tool: 'clusterstack 0.0.0' };
  return { target: { ...target, stage: (release) => target.stage({ provenance, ...release }) }, said };
}

/** A run as the pipeline makes it: look, ask, stage, publish, verify. */
export async function runRelease(target: GitHubTarget, release: ReleaseContent): Promise<Publication> {
  await target.list();
  const existing = await target.ask(release);
  const publication = existing ?? (await (await target.stage(release)).publish());
  if (publication.result === 'published') await target.verify(release);
  await target.tidy();
  return publication;
}
