import { createOriginReader } from '../../facts/index.ts';
import type { Provenance } from '../../release/index.ts';
import type { Runtime } from '../../request.ts';
import type { Difference } from './report.ts';

/**
 * The commit that a release was made of, where the directory that does not give the same has another.
 * @param made where the release's content came from; undefined where it does not say
 */
export async function compareCommits(made: Provenance | undefined, directory: string, runtime: Runtime): Promise<Difference[]> {
  if (made === undefined) return [];
  const origin = await createOriginReader(runtime)(directory);
  const [expected, found] = [describeCommit(made), origin.kind === 'commit' ? describeCommit(origin.provenance) : 'no commit'];
  if (expected === found && !made.dirty) return [];
  const what = made.dirty
    ? 'commit: the release was made of files that no commit has, so none gives the same'
    : 'commit: the release was made of the expected one; check that out, and verify again';
  return [{ where: directory, what, expected, found }];
}

function describeCommit({ commit, dirty }: Provenance): string {
  return dirty ? `${commit}, with changes that no commit has` : commit;
}
