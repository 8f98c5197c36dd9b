import { join } from 'node:path';
import { openTarget, type ReleaseTarget } from '../../../src/publish/index.ts';
import type { ReleaseContent } from '../../../src/release/index.ts';
import { SLUG, startGitHub } from '../../support/github/index.ts';
import { startRegistry } from '../../support/registry.ts';
import { loginOf } from './kill.ts';

/** Where several processes publish to at once. */
export interface Place {
  readonly url: string;
  /** The variables that a process needs to get there. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether the target itself refuses a name that is taken. Where it does not, reading back detects it. */
  readonly isStrict: boolean;
  /** Reads it from outside. */
  readonly target: ReleaseTarget;
  /** Leftovers, which must be empty at the end. */
  leftovers(): readonly string[];
  close(): Promise<void>;
}

/** @param count processes, which the place lets loose together; `folder` is for what lies on disk */
export type OpenPlace = (folder: string, count: number) => Promise<Place>;

export const openLayoutPlace: OpenPlace = (folder) => {
  const url = `oci-layout:${join(folder, 'layout')}`;
  return Promise.resolve({
    url,
    env: {},
    isStrict: true,
    target: openTarget(url, {}),
    leftovers: () => [],
    close: () => Promise.resolve(),
  });
};

export const openRegistryPlace: OpenPlace = async (_, count) => {
  const registry = await startRegistry({ intercept: createGate(count, () => false) });
  const url = `oci://${registry.host}/org/stacks`;
  return { url, env: {}, isStrict: false, target: openTarget(url, {}), leftovers: () => [], close: registry.close };
};

export const openGitHubPlace: OpenPlace = async (_, count) => {
  const github = await startGitHub({ intercept: createGate(count, () => undefined) });
  const { apiUrl, token, repository, violations, touched } = github;
  const url = `github:${SLUG.owner}/${SLUG.repository}`;
  return {
    url,
    env: loginOf(github),
    isStrict: true,
    target: openTarget(url, { github: { apiUrl, token } }),
    leftovers: () => [
      ...violations,
      ...touched,
      ...repository.releases.filter(({ isDraft }) => isDraft).map(({ tag, id }) => `draft ${id} of ${tag}`),
    ],
    close: github.close,
  };
};

/** Holds the first requests back until there are as many as processes, and each later one for a moment, so that they overtake each other. */
function createGate<Result>(count: number, answer: () => Result): () => Promise<Result> {
  let open = (): void => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  let waiting = 0;
  return async () => {
    waiting++;
    if (waiting === count) open();
    if (waiting <= count) await all;
    else await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
    return answer();
  };
}

/** By release the digests of its files, whole and read as CSO would. */
export async function readAll({ target, url, env }: Place): Promise<ReadonlyMap<string, string>> {
  // Another reader each time: one that was used keeps its list.
  const fresh = url.startsWith('oci-layout:')
    ? target
    : openTarget(url, { github: { apiUrl: env['GITHUB_API_URL'], token: env['GITHUB_TOKEN'] } });
  const names = await fresh.list();
  const releases = names.map(async (name): Promise<[string, string]> => {
    const release = await fresh.read(name);
    if (release === undefined) throw new Error(`${url} lists ${name} and has no such release`);
    await Promise.all(release.files.map((file) => release.fetch(file)));
    return [name, formatFiles(release.files)];
  });
  return new Map(await Promise.all(releases));
}

export function formatFiles(files: readonly Pick<ReleaseContent['assets'][number], 'name' | 'digest'>[]): string {
  return files
    .map(({ name, digest }) => `${name} ${digest}`)
    .sort()
    .join('\n');
}
