import { ReleaseError } from '../../errors.ts';
import { askTargets, offerContent, publishTargets, type ReleaseTarget } from '../../publish/index.ts';
import { fetchRelease, HASHES, type PublishedRelease, type ReleaseSource } from '../../release/index.ts';
import type { MirroredRelease } from './report.ts';

/**
 * Brings a release where it is kept in another way: its files as they are, and what describes them anew.
 * @throws ReleaseError `release-conflict` where the target has other files under the name
 */
export async function republish(source: ReleaseSource, target: ReleaseTarget, name: string): Promise<Omit<MirroredRelease, 'release'>> {
  const published = await source.read(name);
  if (published === undefined)
    throw new ReleaseError('source-failed', `${source.url} lists ${name} but has no such release; run the same again`);
  const there = await target.read(name);
  if (there !== undefined && hasSameFiles(there, published)) return { result: 'present', digest: there.digest };
  const offer = offerContent(await fetchRelease(published));
  const [report] = await publishTargets([target], await askTargets([target], offer), offer, true);
  if (report === undefined) throw new ReleaseError('target-failed', `${target.url} says nothing of ${name}`);
  const { result, digest, error } = report;
  const outcome = result === 'published' ? 'copied' : result;
  return { result: outcome, ...(digest !== undefined && { digest }), ...(error !== undefined && { error }) };
}

/** All but the source's hash, which says nothing of what ships. */
function hasSameFiles(a: PublishedRelease, b: PublishedRelease): boolean {
  const list = ({ files }: PublishedRelease) =>
    files
      .filter(({ name }) => name !== HASHES)
      .map(({ name, digest }) => `${name} ${digest}`)
      .sort();
  return list(a).join('\n') === list(b).join('\n');
}
