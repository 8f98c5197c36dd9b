import type { Publication, ReleaseTarget } from '../../src/publish/index.ts';
import type { ReleaseContent } from '../../src/release/index.ts';

/** Both steps of a publication, without asking first. */
export async function publishTo(target: ReleaseTarget, release: ReleaseContent): Promise<Publication> {
  const staged = await target.stage(release);
  return staged.publish();
}
