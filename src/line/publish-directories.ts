import { RULES } from '../compat/index.ts';
import { describeError } from '../errors.ts';
import { judgeBuilt, judgeRecorded, readEarlier, readPublished } from '../facts/index.ts';
import { type Finding, isRefused } from '../finding.ts';
import { mapLimited } from '../map-limited.ts';
import type { World } from '../publish/index.ts';
import { askTargets, digestOf, lazyContent, publishTargets, reportFailures } from '../publish/index.ts';
import { type BuildRecord, type ReleaseContent, readRelease } from '../release/index.ts';
import type { PublishRequest, Runtime } from '../request.ts';
import type { LineReport } from '../result.ts';
import { formatLine, formatVersion, requireReleaseName } from '../version/index.ts';
import { type Checker, createChecker } from './checker.ts';
import { describeContent, type LineReports } from './run-lines.ts';

/** Brings built releases to the targets. One that fails does not stop the others. */
export async function publishDirectories(
  request: PublishRequest,
  runtime: Runtime,
  world: World,
  directories: readonly string[],
): Promise<LineReports> {
  const checker = await createChecker({ ...request, online: !request.offline }, runtime);
  const releases = await mapLimited(directories, (directory) =>
    publishDirectory(request, runtime, world, checker, directory.replace(/(?<=.)[\\/]+$/, '')),
  );
  return { basis: checker.basis, releases, findings: checker.finish(false) };
}

async function publishDirectory(
  request: PublishRequest,
  runtime: Runtime,
  world: World,
  checker: Checker,
  directory: string,
): Promise<LineReport> {
  const nothing = { changed: [], assets: [], targets: [], findings: [] };
  try {
    const { release: content, record } = await readRelease(directory);
    const built = await judgeBuilt(request, runtime, directory);
    const { line, version } = requireReleaseName(content.name);
    const known = {
      ...nothing,
      stack: formatLine(line),
      directory: record.provenance.directory,
      release: content.name,
      version: formatVersion(version),
      kubernetes: content.kubernetes,
      output: directory,
      ...describeContent(content),
    };
    world.logger.progress(`${content.name}: checking`);
    const next = { kind: 'new', content, failures: [] } as const;
    const answers = await askTargets(world, next, lazyContent(next));
    const isPresent = answers.every((answer) => answer?.result === 'present');
    const findings = isPresent ? record.findings : [...built, ...(await checkAgain(request, world, checker, content, record))];
    if (isRefused(findings)) return { ...known, action: 'refused', findings };
    if (!isPresent) world.logger.progress(`${content.name}: publishing`);
    const targets = await publishTargets(world, answers, lazyContent(next), request.verify !== false);
    const action = targets.some(({ result }) => result === 'published') ? 'released' : 'unchanged';
    return { ...known, action, ...digestOf(targets), findings, targets, ...reportFailures(targets) };
  } catch (error) {
    return { ...nothing, stack: directory, directory, action: 'failed', error: describeError(error) };
  }
}

/** What was found in the source stays found; what rules see in the release itself they see again. */
async function checkAgain(
  request: PublishRequest,
  world: World,
  checker: Checker,
  content: ReleaseContent,
  record: BuildRecord,
): Promise<Finding[]> {
  const files = new Map(content.assets.map(({ name, bytes }) => [name, bytes]));
  const shipped = await readPublished(content.name, files, checker.tools);
  const { line, version } = shipped;
  const channel = version.kind === 'stable' || version.channel === 'sha' ? 'stable' : version.channel;
  const earlier = await readEarlier(world.source, line, { channel, ...checker.tools });
  const ruled = new Set<string>(RULES.map(({ code }) => code));
  const ofSource = record.findings.filter(({ code }) => !ruled.has(code));
  const judged = version.kind === 'stable' ? judgeRecorded(request, ofSource) : ofSource;
  return checker.checkShipped(shipped, record.provenance.directory, judged, earlier);
}
