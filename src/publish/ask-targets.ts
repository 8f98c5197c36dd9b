import { describeError } from '../errors.ts';
import type { Next, ReleaseContent } from '../release/index.ts';
import { fetchRelease } from '../release/index.ts';
import type { LineReport, TargetReport } from '../result.ts';
import type { World } from './open-targets.ts';
import type { Publication } from './release-target.ts';

/** Content to publish: built here, or found published already. */
export type Content = Pick<Extract<Next, { kind: 'new' }>, 'kind' | 'content' | 'failures'> | Extract<Next, { kind: 'unchanged' }>;

/** An unchanged line's release goes to targets that lack it as it was published, byte for byte; fetched when one does. */
export function lazyContent(next: Content): () => Promise<ReleaseContent> {
  let fetched: Promise<ReleaseContent> | undefined;
  return async () => {
    if (next.kind === 'new') return next.content;
    fetched ??= fetchRelease(next.published, next.content);
    return fetched;
  };
}

/** What each target has under the release's name; undefined where the name is free. */
export function askTargets(world: World, next: Content, content: () => Promise<ReleaseContent>): Promise<(TargetReport | undefined)[]> {
  return Promise.all(
    world.targets.map((target): Promise<TargetReport | undefined> => {
      const { url } = target;
      // Where an unchanged line's release was found it need not be asked for again.
      if (next.kind === 'unchanged' && next.published.url === url)
        return Promise.resolve({ url, result: 'present', digest: next.published.digest });
      const failure = next.failures.find((one) => one.url === url);
      if (failure !== undefined) return Promise.resolve({ url, result: 'failed', error: describeError(failure.error) });
      return reportTarget(url, async () => target.ask(await content()));
    }),
  );
}

/** What became of one step at a target; undefined where the step says nothing. */
export async function reportTarget(url: string, step: () => Promise<Publication | undefined>): Promise<TargetReport | undefined> {
  try {
    const publication = await step();
    return publication && { url, ...publication };
  } catch (error) {
    return { url, result: 'failed', error: describeError(error) };
  }
}

/** What is published counts: the same content may be there under another `hashes.json`. */
export function digestOf(targets: readonly TargetReport[]): Pick<LineReport, 'digest'> {
  const digest = targets.find(({ result }) => result === 'present')?.digest;
  return digest === undefined ? {} : { digest };
}

/** What failing targets make of a line. */
export function reportFailures(targets: readonly TargetReport[]): Partial<LineReport> {
  const failures = targets.flatMap(({ url, error }) => (error === undefined ? [] : [{ url, error }]));
  const [first] = failures;
  if (first === undefined) return {};
  // A single target's own code says more than that a target failed.
  const code = targets.length === 1 ? first.error.code : 'target-failed';
  return { action: 'failed', error: { code, message: failures.map(({ url, error }) => `${url}: ${error.message}`).join('\n') } };
}
