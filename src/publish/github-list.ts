import type { GitHub, Release } from '../github/index.ts';
import { parseReleaseName, type ReleaseName } from '../version/index.ts';
import type { GitHubFiles } from './github-content.ts';

/** The releases of a repository as far as this run knows them: listed once, and kept up with what the run does itself. */
export interface GitHubList {
  /** Whether it has been asked for: then a release that it lacks need not be. */
  readonly isRead: () => boolean;
  /** Drafts included. */
  readonly all: () => Promise<readonly Release[]>;
  readonly refresh: () => Promise<readonly Release[]>;
  /** A release that was made or changed. GitHub's own list may be behind. */
  readonly note: (release: Release) => void;
  readonly forget: (id: number) => void;
}

export function createGitHubList(github: GitHub, check: (published: readonly Release[]) => void): GitHubList {
  let listed: Promise<readonly Release[]> | undefined;
  const known = new Map<number, Release>();
  const forgotten = new Set<number>();

  const ask = async (): Promise<readonly Release[]> => {
    const before = listed;
    listed = github.releases();
    try {
      const releases = await listed;
      if (before === undefined) check(releases.filter(({ isDraft }) => !isDraft));
    } catch (error) {
      listed = before ?? listed;
      throw error;
    }
    return all();
  };
  const all = async (): Promise<readonly Release[]> => {
    const merged = new Map((await (listed ?? [])).map((release) => [release.id, release]));
    for (const [id, release] of known) merged.set(id, release);
    return [...merged.values()].filter(({ id }) => !forgotten.has(id));
  };

  return {
    isRead: () => listed !== undefined,
    all: () => (listed === undefined ? ask() : all()),
    refresh: ask,
    note: (release) => void known.set(release.id, release),
    forget: (id) => void forgotten.add(id),
  };
}

/** A repository, with what this run knows of it: all steps share it. */
export interface GitHubPlace {
  readonly github: GitHub;
  readonly files: GitHubFiles;
  readonly list: GitHubList;
}

/** CSO asks for the first page alone, of the default length. */
const CSO_READS = 30;

/** Releases that CSO will not find, or stumbles over. */
export function describeTroubles(url: string, published: readonly Release[]): string[] {
  const troubles: string[] = [];
  if (published.length > CSO_READS) {
    troubles.push(
      `${url} has ${published.length} releases, and CSO reads only the first ${CSO_READS} of a GitHub repository, the newest: ` +
        'clusters do not find the others; use an OCI registry, or repositories with fewer stacks',
    );
  }
  const misnamed = published.filter(({ tag, name }) => tag !== name);
  if (misnamed.length > 0) {
    const [first] = misnamed;
    const which = misnamed.length === 1 ? `the release ${first?.tag}` : `${first?.tag} and ${misnamed.length - 1} more releases`;
    troubles.push(`${url}: ${which} must be named as the tag is: CSO finds releases by name, and stops at one without`);
  }
  return troubles;
}

/**
 * Whether a release is to be GitHub's "latest": a stable one, at the newest Kubernetes minor of all, and the newest there.
 * @param others the tags of all other releases, of those that are being published too
 */
export function isLatest(name: string, others: readonly string[]): boolean {
  const own = parseReleaseName(name);
  if (own?.version.kind !== 'stable') return false;
  return others.every((other) => {
    const release = parseReleaseName(other);
    return release?.version.kind !== 'stable' || !isAbove(release, own);
  });
}

function isAbove(a: ReleaseName, b: ReleaseName): boolean {
  const minors = a.line.kubernetes.major - b.line.kubernetes.major || a.line.kubernetes.minor - b.line.kubernetes.minor;
  if (minors !== 0) return minors > 0;
  // Versions of two stacks are not compared: of these the one that was published last is the latest.
  const isSameLine = a.line.provider === b.line.provider && a.line.name === b.line.name;
  return isSameLine && a.version.major > b.version.major;
}
