import { describeError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { ReleaseContent } from '../release/index.ts';
import type { TargetReport } from '../result.ts';
import { type Answer, reportTarget } from './ask-targets.ts';
import type { Offer } from './offer.ts';
import type { ReleaseTarget, StagedRelease } from './release-target.ts';

/** One target on its way: settled once it has a report. */
interface Step {
  readonly target: ReleaseTarget;
  readonly report: Answer;
  readonly staged: StagedRelease | undefined;
}

/**
 * Publishes where the name is free, everywhere or nowhere: the content is brought to every target before any of them
 * shows it. What fails before that leaves all of them as they were; what fails later says what is visible where, and
 * the same command goes on from there.
 *
 * @param answers of `askTargets`, target by target
 * @param verify whether each release is read back as CSO would read it
 */
export async function publishTargets(
  targets: readonly ReleaseTarget[],
  answers: readonly Answer[],
  { content }: Offer,
  verify: boolean,
): Promise<TargetReport[]> {
  const asked = targets.map((target, index): Step => ({ target, report: answers[index], staged: undefined }));
  const staged = withholdAll(findFailure(asked) ? asked : await Promise.all(asked.map((step) => stage(step, content))));
  const first = await publishAll(staged, 'first', content, verify);
  // Nobody can take these back, so they come when all else is there.
  const last = await publishAll(withholdAll(first), 'last', content, verify);
  return last.flatMap(({ report }) => report ?? []);
}

async function stage(step: Step, content: () => Promise<ReleaseContent>): Promise<Step> {
  if (step.report !== undefined) return step;
  let staged: StagedRelease | undefined;
  const report = await reportTarget(step.target.url, async () => {
    staged = await step.target.stage(await content());
    return undefined;
  });
  return { ...step, report, staged };
}

async function publishAll(
  steps: readonly Step[],
  order: ReleaseTarget['order'],
  content: () => Promise<ReleaseContent>,
  verify: boolean,
): Promise<Step[]> {
  return Promise.all(
    steps.map(async (step) => {
      const { target, staged, report } = step;
      if (report !== undefined || staged === undefined || target.order !== order) return step;
      return { ...step, report: await reportTarget(target.url, async () => publishOne(target, staged, await content(), verify)) };
    }),
  );
}

async function publishOne(target: ReleaseTarget, staged: StagedRelease, release: ReleaseContent, verify: boolean) {
  const publication = await staged.publish();
  if (verify && publication.result === 'published') await target.verify(release);
  return publication;
}

/** Once one target has failed, those that show nothing yet are left so. */
function withholdAll(steps: readonly Step[]): readonly Step[] {
  const failed = findFailure(steps);
  if (failed === undefined) return steps;
  const message = `nothing was made visible here, since ${failed.target.url} failed; the same command goes on from here`;
  return steps.map((step) =>
    step.report !== undefined
      ? step
      : { ...step, report: { url: step.target.url, result: 'failed', error: { code: 'target-withheld', message } } },
  );
}

function findFailure(steps: readonly Step[]): Step | undefined {
  return steps.find(({ report }) => report?.result === 'failed');
}

/** Removes what killed runs left. Leftovers do no harm, and the next run tries again. */
export async function tidyTargets(targets: readonly ReleaseTarget[], logger: Logger): Promise<void> {
  await Promise.all(
    targets.map(async (target) => {
      await target
        .tidy?.()
        .catch((error: unknown) => logger.warn(`${target.url}: leftovers of earlier runs stay: ${describeError(error).message}`));
    }),
  );
}
