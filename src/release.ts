import { findReleases, type ReleaseContent, readRelease } from './asset/index.ts';
import { describeError, ReleaseError } from './errors.ts';
import { worstVerdict } from './finding.ts';
import { describeContent, mapLimited, type Next, nameOf, openWorld, readLines, runLines, type World } from './line/index.ts';
import { fetchRelease, type Publication } from './publish/index.ts';
import type {
  CheckReport,
  LineReport,
  PublishRequest,
  ReleaseReport,
  ReleaseRequest,
  Runtime,
  StackSelection,
  TargetReport,
} from './request.ts';
import { formatLine, formatVersion, requireReleaseName } from './version/index.ts';

/**
 * Reads stacks and reports what is wrong with them. Writes nothing.
 * @throws ReleaseError when no stack can be selected, as do all functions here
 */
export async function check(selection: StackSelection): Promise<CheckReport> {
  const stacks = (await readLines(selection)).map((source) => ({
    stack: nameOf(source),
    directory: source.directory,
    verdict: worstVerdict(source.findings),
    findings: source.findings,
  }));
  return { schemaVersion: 1, stacks };
}

/** What would be released, and why. Reads the targets and writes nothing. */
export async function plan(request: ReleaseRequest, runtime: Runtime = {}): Promise<ReleaseReport> {
  const world = openWorld(request, runtime);
  const releases = await runLines(request, world, async (line) => {
    const next = await line.resolve();
    const answers = await askTargets(world, next, lazyContent(next));
    const targets = answers.filter((answer) => answer !== undefined);
    const complete = answers.every((answer) => answer?.result === 'present');
    return line.report(complete ? 'unchanged' : 'planned', next, { targets, ...reportFailures(targets) });
  });
  const { mode, kubernetes, source, targets } = request;
  return { schemaVersion: 1, request: { mode, targets, kubernetes, source }, releases };
}

/** Builds release directories on disk. */
export async function build(request: ReleaseRequest, runtime: Runtime = {}): Promise<ReleaseReport> {
  const world = openWorld(request, runtime);
  const releases = await runLines(request, world, async (line) => {
    const next = await line.resolve();
    // An unchanged release is written as it was published: its directory may be wanted and gone.
    const output = await line.write(await lazyContent(next)());
    return line.report(next.kind === 'unchanged' ? 'unchanged' : 'built', next, { output });
  });
  return { schemaVersion: 1, releases };
}

/**
 * All of it: read, resolve, build, publish. A line that fails does not stop the others.
 * @param planned a plan to carry out: lines that would now be released otherwise fail with `plan-outdated`
 */
export async function release(request: ReleaseRequest, runtime: Runtime = {}, planned?: ReleaseReport): Promise<ReleaseReport> {
  if (request.check === false) {
    throw new ReleaseError('usage', 'a release is always checked; to inspect what the check refuses, use build with --no-check');
  }
  const world = openWorld(request, runtime);
  const releases = await runLines(request, world, async (line) => {
    const next = await line.resolve();
    if (planned !== undefined) requirePlanned(planned, line.report('planned', next));
    const content = lazyContent(next);
    const answers = await askTargets(world, next, content);
    // What no target takes must not replace what lies on disk under the name.
    const isWanted = next.kind === 'new' && answers.some((answer) => answer?.result !== 'failed');
    const written = isWanted ? { output: await line.write(next.content) } : {};
    if (isWanted) world.logger.progress(`${line.name}: publishing ${next.content.name}`);
    const targets = await publishTargets(world, answers, content);
    const published = targets.some(({ result }) => result === 'published');
    const action = next.kind === 'new' && published ? 'released' : 'unchanged';
    return line.report(action, next, { ...written, targets, ...reportFailures(targets) });
  });
  return { schemaVersion: 1, releases };
}

/** Publishes what `build` made, as it is. */
export async function publish(request: PublishRequest, runtime: Runtime = {}): Promise<ReleaseReport> {
  const world = openWorld(request, runtime);
  const directories = request.directories.length > 0 ? request.directories : await findReleases(request.output);
  if (directories.length === 0) {
    throw new ReleaseError('usage', `there is no built release in ${request.output}; build one first with: clusterstack build`);
  }
  const releases = await mapLimited(directories, (directory) => publishDirectory(world, directory.replace(/(?<=.)[\\/]+$/, '')));
  return { schemaVersion: 1, releases };
}

async function publishDirectory(world: World, directory: string): Promise<LineReport> {
  try {
    const { release: content, record } = await readRelease(directory);
    const { line, version } = requireReleaseName(content.name);
    world.logger.progress(`${content.name}: publishing`);
    const next = { kind: 'new', content, failures: [] } as const;
    const targets = await publishTargets(world, await askTargets(world, next, lazyContent(next)), lazyContent(next));
    return {
      stack: formatLine(line),
      directory: record.provenance.directory,
      release: content.name,
      version: formatVersion(version),
      kubernetes: content.kubernetes,
      action: targets.some(({ result }) => result === 'published') ? 'released' : 'unchanged',
      changed: [],
      output: directory,
      ...describeContent(content),
      findings: record.findings,
      targets,
      ...reportFailures(targets),
    };
  } catch (error) {
    return {
      stack: directory,
      directory,
      action: 'failed',
      changed: [],
      assets: [],
      targets: [],
      findings: [],
      error: describeError(error),
    };
  }
}

/** Content to publish: built here, or found published already. */
type Content = Pick<Extract<Next, { kind: 'new' }>, 'kind' | 'content' | 'failures'> | Extract<Next, { kind: 'unchanged' }>;

/** An unchanged line's release goes to targets that lack it as it was published, byte for byte; fetched when one does. */
function lazyContent(next: Content): () => Promise<ReleaseContent> {
  let fetched: Promise<ReleaseContent> | undefined;
  return async () => {
    if (next.kind === 'new') return next.content;
    fetched ??= fetchRelease(next.published, next.content);
    return fetched;
  };
}

/** What each target has under the release's name; undefined where the name is free. */
function askTargets(world: World, next: Content, content: () => Promise<ReleaseContent>): Promise<(TargetReport | undefined)[]> {
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

/** Publishes where the name is free. Every target gets its try; one that fails hides no other's success. */
async function publishTargets(
  world: World,
  answers: readonly (TargetReport | undefined)[],
  content: () => Promise<ReleaseContent>,
): Promise<TargetReport[]> {
  const reports = await Promise.all(
    world.targets.map((target, index) => answers[index] ?? reportTarget(target.url, async () => target.publish(await content()))),
  );
  return reports.filter((report) => report !== undefined);
}

async function reportTarget(url: string, step: () => Promise<Publication | undefined>): Promise<TargetReport | undefined> {
  try {
    const publication = await step();
    return publication && { url, ...publication };
  } catch (error) {
    return { url, result: 'failed', error: describeError(error) };
  }
}

function reportFailures(targets: readonly TargetReport[]): Partial<LineReport> {
  const failures = targets.flatMap(({ url, error }) => (error === undefined ? [] : [{ url, error }]));
  const [first] = failures;
  if (first === undefined) return {};
  // A single target's own code says more than that a target failed.
  const code = targets.length === 1 ? first.error.code : 'target-failed';
  return { action: 'failed', error: { code, message: failures.map(({ url, error }) => `${url}: ${error.message}`).join('\n') } };
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
