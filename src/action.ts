import { readdirSync, statSync, writeFileSync } from 'node:fs';
import * as core from '@actions/core';
import { attestReleases } from './attest-releases.ts';
import { describeError, messageOf, ReleaseError } from './errors.ts';
import { findHome } from './home.ts';
import type { Logger } from './logger.ts';
import {
  addAuthFile,
  addLogin,
  addPlainHttp,
  addToken,
  addWait,
  chooseTargets,
  createRuntime,
  parseEnvironment,
  parseMirrors,
  parseMode,
  parseToday,
} from './options/index.ts';
import { exitCode } from './outcome.ts';
import { plan, release } from './release.ts';
import {
  annotateReport,
  formatLog,
  formatOutputs,
  formatSarif,
  formatSummary,
  type Login,
  sayInputs,
  sayInputsIn,
  toCheck,
} from './report/index.ts';
import type { ReleaseRequest, Runtime } from './request.ts';
import type { ReleaseReport } from './result.ts';
import { cleanText, disarm, listSecrets } from './text.ts';
import { refusePlatform } from './tool.ts';
import { parseWords } from './words.ts';

/** Whoever reads it knows inputs, and no flags. */
const say = (text: string): string => disarm(sayInputs(text));
const info = (text: string): void => core.info(say(text));
let warnings = 0;
const logger: Logger = {
  progress: (message) => info(cleanText(message)),
  warn: (message) => {
    warnings += 1;
    core.warning(say(cleanText(message)));
  },
};

interface Inputs {
  readonly request: ReleaseRequest;
  readonly runtime: Runtime;
  readonly dryRun: boolean;
}

function mask(secrets: readonly string[]): void {
  for (const secret of secrets) core.setSecret(secret);
}

function readInputs(): Inputs {
  const text = (name: string) => core.getInput(name) || undefined;
  const words = (name: string) => parseWords(core.getInput(name));
  const secretText = (name: string) => {
    const secret = text(name);
    if (secret !== undefined) mask([secret]);
    return secret;
  };
  /** An input whose URLs may hold a password. */
  const urls = (name: string) => {
    mask(listSecrets(core.getInput(name)));
    return core.getInput(name);
  };
  const password = secretText('password');
  const read = addToken(parseEnvironment(process.env, findHome()), secretText('github-token'));
  mask(read.secrets);
  const [named, source, mirrors] = [urls('targets'), urls('source'), urls('mirrors')];
  const environment = addPlainHttp(read, words('plain-http'), readFlag('insecure-credentials', false));
  for (const warning of environment.warnings) logger.warn(warning);

  const dryRun = readFlag('dry-run', false);
  const targets = chooseTargets(environment, parseWords(named));
  if (targets.length === 0 && !dryRun) {
    throw new ReleaseError(
      'usage',
      'the input targets is required, like oci://ghcr.io/my-org/cluster-stacks: what is published on a runner’s disk is lost with it',
    );
  }
  return {
    dryRun,
    request: {
      // Untrimmed: a directory's name may end with a blank.
      stacks: parseWords(core.getInput('stacks', { trimWhitespace: false }), isDirectory),
      kubernetes: text('kubernetes'),
      mode: parseMode({
        mode: text('mode'),
        channel: text('channel'),
        clusterStackVersion: text('cluster-stack-version'),
        clusterAddonVersion: text('cluster-addon-version'),
        nodeImageVersion: text('node-image-version'),
      }),
      output: core.getInput('output') || '.release',
      targets,
      source: source || undefined,
      knowledge: words('knowledge'),
      afterRevert: readFlag('after-revert', false),
      allowDirty: readFlag('allow-dirty', false),
      verify: readFlag('verify', true),
      vendor: readFlag('vendor', true),
      mirrors: parseMirrors(parseWords(mirrors)),
      requireHelm: readFlag('require-helm', true),
      effects: readFlag('effects', true),
    },
    runtime: createRuntime(
      addWait(addLogin(addAuthFile(environment, text('auth-file')), firstRegistry(targets), text('username'), password), text('wait')),
      logger,
      parseToday(undefined, new Date()),
    ),
  };
}

/** Whose `username` and `password` are; other registries have variables or the file of `auth-file`. */
function firstRegistry(targets: readonly string[]): readonly string[] {
  return targets.filter((url) => url.startsWith('oci://')).slice(0, 1);
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function readFlag(name: string, otherwise: boolean): boolean {
  if (core.getInput(name) === '') return otherwise;
  try {
    return core.getBooleanInput(name);
  } catch {
    throw new ReleaseError('usage', `the input ${name} is ${JSON.stringify(core.getInput(name))}; write true or false`);
  }
}

const ANNOTATE = { error: core.error, warning: core.warning, notice: core.notice };

/** Everything that a report tells, once: what has an annotation is in the log by that. */
function show(report: ReleaseReport): void {
  const { annotations, rest } = annotateReport(report, warnings);
  const { groups, ending } = formatLog(rest);
  for (const { title, text } of groups) {
    core.startGroup(disarm(title));
    info(text);
    core.endGroup();
  }
  info(ending);
  for (const { kind, title, message, place } of annotations) {
    const { file, line, column } = place;
    ANNOTATE[kind](disarm(message), {
      title,
      ...(file !== undefined && { file }),
      ...(line !== undefined && { startLine: line }),
      ...(column !== undefined && { startColumn: column }),
    });
  }
}

/** A release that is not attested is a release all the same. */
async function attest(report: ReleaseReport, runtime: Runtime): Promise<void> {
  try {
    for (const subject of await attestReleases(report, runtime, process.env)) info(`attested ${subject}`);
  } catch (error) {
    logger.warn(
      `the releases are published, and not attested: ${messageOf(error)}; the job needs the permissions id-token: write and attestations: write`,
    );
  }
}

/** The releases are out, whatever becomes of the site that shows them. */
async function writeSite(request: ReleaseRequest, runtime: Runtime): Promise<void> {
  try {
    const { catalogReleased } = await import('./catalog/index.ts');
    info(await catalogReleased(core.getInput('catalog'), request, runtime));
  } catch (error) {
    core.setFailed(say(cleanText(`no catalogue is written: ${describeError(error).message}`)));
  }
}

async function writeSarif(report: ReleaseReport, file: string): Promise<void> {
  if (file === '') return;
  try {
    writeFileSync(file, await formatSarif(toCheck(report)));
  } catch (error) {
    logger.warn(`no SARIF is written: ${messageOf(error)}`);
  }
}

async function writeOutputs(report: ReleaseReport, logins: readonly Login[] = []): Promise<void> {
  await writeSarif(report, core.getInput('sarif'));
  const { values, cuts } = formatOutputs(report);
  for (const [name, value] of Object.entries(values)) core.setOutput(name, value);
  for (const cut of cuts) logger.warn(cut);
  // Act and older servers have no summary file.
  if (process.env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(formatSummary(report, logins)).write();
}

/** Who the run was at each target, and by what. */
function describeLogins({ releases }: ReleaseReport, { describeLogin }: Runtime): Promise<readonly Login[]> {
  const urls = [...new Set(releases.flatMap(({ targets }) => targets.map(({ url }) => url)))];
  return Promise.all(urls.map(async (url) => ({ url, login: await describeLogin?.(url).catch(messageOf) })));
}

const NO_CHECKOUT = '; the workspace is empty: let a step with uses: actions/checkout come before this one';

function isWorkspaceEmpty(): boolean {
  try {
    return readdirSync(process.env['GITHUB_WORKSPACE'] ?? '').length === 0;
  } catch {
    return false;
  }
}

async function run(): Promise<void> {
  try {
    const refusal = refusePlatform(process.platform);
    if (refusal !== undefined) throw new ReleaseError('usage', `${refusal}; in a workflow: runs-on: ubuntu-latest`);
    const { request, runtime, dryRun } = readInputs();
    const report = sayInputsIn(dryRun ? await plan(request, runtime) : await release(request, runtime));
    if (!dryRun) await attest(report, runtime);
    if (!dryRun && core.getInput('catalog') !== '') await writeSite(request, runtime);
    await writeOutputs(report, await describeLogins(report, runtime));
    show(report);
    if (exitCode(report) === 1)
      core.setFailed('not every cluster stack could be released; the annotations, the log and the summary say why');
  } catch (error) {
    const { code, message } = describeError(error);
    const said = `${sayInputs(message)}${code === 'no-stack' && isWorkspaceEmpty() ? NO_CHECKOUT : ''}`;
    await writeOutputs({ schemaVersion: 1, releases: [], error: { code, message: said } });
    core.setFailed(disarm(cleanText(said)));
  }
}

// A cancelled job: what we have started ends with us.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

await run();
