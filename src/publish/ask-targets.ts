import { attempt, describeError } from '../errors.ts';
import type { TargetReport } from '../result.ts';
import type { Offer } from './offer.ts';
import { describePresent, type Publication, type ReleaseTarget } from './release-target.ts';

/** A target's answer to an offer; undefined where the name is free. */
export type Answer = TargetReport | undefined;

/** Asks each target what it has under the release's name. */
export function askTargets(targets: readonly ReleaseTarget[], offer: Offer): Promise<Answer[]> {
  return Promise.all(
    targets.map((target): Promise<Answer> => {
      const { url } = target;
      const { published, failures, content } = offer;
      const failure = failures.find((one) => one.url === url);
      if (failure !== undefined) return Promise.resolve({ url, result: 'failed', error: describeError(failure.error) });
      return reportTarget(url, async () => {
        // Where an unchanged line's release was found it need not be asked for again.
        const isFound = published?.url === url && !(await target.isBroken?.(published.name));
        return isFound ? describePresent(published) : target.ask(await content());
      });
    }),
  );
}

/** The outcome of one step at a target; undefined where the step says nothing. */
export async function reportTarget(url: string, step: () => Promise<Publication | undefined>): Promise<Answer> {
  const tried = await attempt(step);
  if (tried.kind === 'failed') return { url, result: 'failed', error: tried.error };
  return tried.result && { url, ...tried.result };
}
