import { ReleaseError } from './errors.ts';
import { checkLines, publishDirectories, runLines } from './line/index.ts';
import { askTargets, digestOf, lazyContent, openWorld, publishTargets, reportFailures, tidyTargets } from './publish/index.ts';
import { findReleases } from './release/index.ts';
import type { CheckRequest, PublishRequest, ReleaseRequest, Runtime } from './request.ts';
import type { CheckReport, LineReport, ReleaseReport } from './result.ts';

/**
 * Holds the parts of stacks against each other, as far as that needs no network. Writes nothing.
 * @throws ReleaseError when no stack can be selected, as do all functions here
 */
export async function check(request: CheckRequest, runtime: Runtime): Promise<CheckReport> {
  return checkLines(request, runtime);
}

/** What would be released, and why. Reads the targets and writes nothing. */
export async function plan(request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport> {
  const world = openWorld(request, runtime);
  const reports = await runLines(request, runtime, world, async (line) => {
    const next = await line.resolve();
    const answers = await askTargets(world, next, lazyContent(next));
    const targets = answers.filter((answer) => answer !== undefined);
    // Also a line whose release another target only lacks is planned: there is something to do.
    const complete = answers.every((answer) => answer?.result === 'present');
    return line.report(complete ? 'unchanged' : 'planned', next, { targets, ...reportFailures(targets) });
  });
  // Where it was compared with is where it will be carried out, whatever the defaults are by then.
  const { mode, kubernetes } = request;
  const planned = { mode, kubernetes, targets: world.targets.map(({ url }) => url), source: world.source.url };
  return { schemaVersion: 1, request: planned, ...reports };
}

/** Builds release directories on disk. */
export async function build(request: ReleaseRequest, runtime: Runtime): Promise<ReleaseReport> {
  const world = openWorld(request, runtime);
  const reports = await runLines(request, runtime, world, async (line) => {
    const next = await line.resolve();
    // An unchanged release is written as it was published: its directory may be wanted and gone.
    const output = await line.write(await lazyContent(next)());
    return line.report(next.kind === 'unchanged' ? 'unchanged' : 'built', next, { output });
  });
  return { schemaVersion: 1, ...reports };
}

/**
 * All of it: read, resolve, build, publish. A line that fails does not stop the others.
 * @param planned a plan to carry out: lines that would now be released otherwise fail with `plan-outdated`
 */
export async function release(request: ReleaseRequest, runtime: Runtime, planned?: ReleaseReport): Promise<ReleaseReport> {
  if (request.check === false) {
    throw new ReleaseError('usage', 'a release is always checked; to inspect what the check refuses, use build with --no-check');
  }
  const world = openWorld(request, runtime);
  const reports = await runLines(request, runtime, world, async (line) => {
    const next = await line.resolve();
    if (planned !== undefined) requirePlanned(planned, line.report('planned', next));
    const content = lazyContent(next);
    const answers = await askTargets(world, next, content);
    // What no target takes, or each has already, must not replace what lies on disk under the name.
    const isWanted = next.kind === 'new' && answers.some((answer) => answer === undefined);
    const written = isWanted ? { output: await line.write(next.content) } : {};
    if (isWanted) world.logger.progress(`${line.name}: publishing ${next.content.name}`);
    const targets = await publishTargets(world, answers, content, request.verify !== false);
    const published = targets.some(({ result }) => result === 'published');
    const action = next.kind === 'new' && published ? 'released' : 'unchanged';
    return line.report(action, next, { ...written, ...digestOf(targets), targets, ...reportFailures(targets) });
  });
  await tidyTargets(world);
  return { schemaVersion: 1, ...reports };
}

/** Publishes what `build` made, as it is. What is read back is checked like what is built anew. */
export async function publish(request: PublishRequest, runtime: Runtime): Promise<ReleaseReport> {
  const world = openWorld(request, runtime);
  const directories = request.directories.length > 0 ? request.directories : await findReleases(request.output);
  if (directories.length === 0) {
    throw new ReleaseError('usage', `there is no built release in ${request.output}; build one first with: clusterstack build`);
  }
  const reports = await publishDirectories(request, runtime, world, directories);
  await tidyTargets(world);
  return { schemaVersion: 1, ...reports };
}

function requirePlanned(planned: ReleaseReport, now: LineReport): void {
  const before = planned.releases.find(({ stack }) => stack === now.stack);
  if (before?.release === now.release && before?.digest === now.digest) return;
  const then = before?.release === undefined ? 'no release of this line' : `${before.release} (${before.digest})`;
  throw new ReleaseError(
    'plan-outdated',
    `the plan is for ${then}, and now it would be ${now.release} (${now.digest}): the stack or its releases have changed since, so plan again`,
  );
}
