import { findReleases, type ReleaseContent, readRelease } from './asset/index.ts';
import { describeError, ReleaseError } from './errors.ts';
import { worstVerdict } from './finding.ts';
import { describeContent, mapLimited, type Next, nameOf, openWorld, readLines, runLines, type World } from './line/index.ts';
import { fetchRelease, type Publication, type ReleaseTarget } from './publish/index.ts';
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
    const answers = await forTargets(world, next, (target, content) => target.ask(content));
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
    if (next.kind === 'unchanged') return line.report('unchanged', next);
    return line.report('built', next, { output: await line.write(next.content) });
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
    const written = next.kind === 'new' ? { output: await line.write(next.content) } : {};
    if (next.kind === 'new') world.logger.progress(`${line.name}: publishing ${next.content.name}`);
    const targets = await publishEverywhere(world, next);
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
    const targets = await publishEverywhere(world, { kind: 'new', content, failures: [] });
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

/** Every target gets its try; one that fails is reported and hides no other's success. */
async function publishEverywhere(world: World, next: Content): Promise<TargetReport[]> {
  const reports = await forTargets(world, next, (target, content) => target.publish(content));
  return reports.filter((report) => report !== undefined);
}

/**
 * Does something with a release at each target. Where an unchanged line's release was found it need not be asked
 * for again; the other targets get it as it is there, byte for byte.
 */
function forTargets(
  world: World,
  next: Content,
  step: (target: ReleaseTarget, content: ReleaseContent) => Promise<Publication | undefined>,
): Promise<(TargetReport | undefined)[]> {
  let fetched: Promise<ReleaseContent> | undefined;
  const content = (): Promise<ReleaseContent> | ReleaseContent => {
    if (next.kind === 'new') return next.content;
    fetched ??= fetchRelease(next.published, next.content);
    return fetched;
  };
  return Promise.all(
    world.targets.map(async (target): Promise<TargetReport | undefined> => {
      const { url } = target;
      if (next.kind === 'unchanged' && next.published.url === url) return { url, result: 'present', digest: next.published.digest };
      const failure = next.failures.find((one) => one.url === url);
      if (failure !== undefined) return { url, result: 'failed', error: describeError(failure.error) };
      try {
        const publication = await step(target, await content());
        return publication && { url, ...publication };
      } catch (error) {
        return { url, result: 'failed', error: describeError(error) };
      }
    }),
  );
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
