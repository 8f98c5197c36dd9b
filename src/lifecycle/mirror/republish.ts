import { ReleaseError } from '../../errors.ts';
import { askTargets, listDifferingFiles, offerContent, publishTargets, type ReleaseTarget } from '../../publish/index.ts';
import { fetchRelease, type ReleaseSource } from '../../release/index.ts';
import type { CopyOutcome } from './copy-each.ts';

/**
 * Brings a release where it is kept in another way: its files as they are, and what describes them anew.
 * @throws ReleaseError `release-conflict` where the target has other files under the name
 */
export async function republish(source: ReleaseSource, target: ReleaseTarget, name: string): Promise<CopyOutcome> {
  const published = await source.read(name);
  if (published === undefined)
    throw new ReleaseError('source-failed', `${source.url} lists ${name} but has no such release; run the same again`);
  const isBroken = (await target.isBroken?.(name)) === true;
  const there = isBroken ? undefined : await target.read(name);
  if (there !== undefined && listDifferingFiles(there.files, published.files).length === 0)
    return { result: 'present', digest: there.digest };
  const offer = offerContent(await fetchRelease(published));
  // A name that was free a moment ago is not asked for again: whoever takes it meanwhile is seen before it is given.
  const answers = there === undefined && !isBroken ? [undefined] : await askTargets([target], offer);
  const [report] = await publishTargets([target], answers, offer, true);
  if (report === undefined) throw new ReleaseError('target-failed', `${target.url} says nothing of ${name}`);
  const { result, digest, error } = report;
  const outcome = result === 'published' ? 'copied' : result;
  return { result: outcome, ...(digest !== undefined && { digest }), ...(error !== undefined && { error }) };
}
