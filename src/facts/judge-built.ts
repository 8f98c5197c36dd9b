import { basename, dirname, join, resolve } from 'node:path';
import { messageOf, ReleaseError } from '../errors.ts';
import { realPath } from '../files/index.ts';
import type { Finding } from '../finding.ts';
import { createGit, findRepository, isTracked } from '../git/index.ts';
import type { PublishRequest, Runtime } from '../request.ts';
import { judgeOrigin } from './judge-origin.ts';

/**
 * Holds a release directory and its record against the repository that they lie in. What git keeps has come with the checkout:
 * its record may tell of a commit and of checks that never were.
 * @throws ReleaseError `release-changed` for a release that is committed
 */
export async function judgeBuilt(
  request: PublishRequest,
  { programs = '', variables = {} }: Runtime,
  directory: string,
): Promise<Finding[]> {
  const shown = resolve(directory);
  const places = [shown, join(dirname(shown), `${basename(shown)}.json`)];
  // Where they are, and what a link to them calls them.
  for (const path of new Set(places.flatMap((place) => [place, realPath(place) ?? place]))) {
    const repository = findRepository(dirname(path));
    if (repository === undefined) continue;
    const git = createGit(repository, programs, variables);
    try {
      if (!(await isTracked(git, repository, path))) continue;
    } catch (error) {
      return judgeOrigin(request, { kind: 'silent', why: messageOf(error), root: repository.root }, directory);
    }
    throw new ReleaseError(
      'release-changed',
      `${path} is kept by git: it came with the checkout and was not built here; build it again, into a folder that git ignores`,
    );
  }
  return [];
}
