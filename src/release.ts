import { findReleases, readRelease } from './asset/index.ts';
import { describeError, ReleaseError } from './errors.ts';
import { worstVerdict } from './finding.ts';
import {
  askTargets,
  describeContent,
  lazyContent,
  mapLimited,
  nameOf,
  openWorld,
  publishTargets,
  readLines,
  reportFailures,
  runLines,
  type World,
} from './line/index.ts';
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
    // Also a line whose release another target only lacks is planned: there is something to do.
    const complete = answers.every((answer) => answer?.result === 'present');
    return line.report(complete ? 'unchanged' : 'planned', next, { targets, ...reportFailures(targets) });
  });
  // Where it was compared with is where it will be carried out, whatever the defaults are by then.
  const { mode, kubernetes } = request;
  const planned = { mode, kubernetes, targets: world.targets.map(({ url }) => url), source: world.source.url };
  return { schemaVersion: 1, request: planned, releases };
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
    // What no target takes, or each has already, must not replace what lies on disk under the name.
    const isWanted = next.kind === 'new' && answers.some((answer) => answer === undefined);
    const written = isWanted ? { output: await line.write(next.content) } : {};
    if (isWanted) world.logger.progress(`${line.name}: publishing ${next.content.name}`);
    const targets = await publishTargets(world, answers, content);
    const published = targets.some(({ result }) => result === 'published');
    const action = next.kind === 'new' && published ? 'released' : 'unchanged';
    return line.report(action, next, { ...written, ...digestOf(targets), targets, ...reportFailures(targets) });
  });
  return { schemaVersion: 1, releases };
}

/** What is published counts: the same content may be there under another `hashes.json`. */
function digestOf(targets: readonly TargetReport[]): Pick<LineReport, 'digest'> {
  const digest = targets.find(({ result }) => result === 'present')?.digest;
  return digest === undefined ? {} : { digest };
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
      ...digestOf(targets),
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

function requirePlanned(planned: ReleaseReport, now: LineReport): void {
  const before = planned.releases.find(({ stack }) => stack === now.stack);
  if (before?.release === now.release && before?.digest === now.digest) return;
  const then = before?.release === undefined ? 'no release of this line' : `${before.release} (${before.digest})`;
  throw new ReleaseError(
    'plan-outdated',
    `the plan is for ${then}, and now it would be ${now.release} (${now.digest}): the stack or its releases have changed since, so plan again`,
  );
}
