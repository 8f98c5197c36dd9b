import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import * as core from '@actions/core';
import type { Subject } from './attest.ts';
import { describeError, messageOf, ReleaseError } from './errors.ts';
import { shownVerdict } from './finding.ts';
import { openRepository } from './github/index.ts';
import { createNetwork } from './http/index.ts';
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
import { createMatrix, formatRelease, formatSummary, isPending, isReleased, tellFindings } from './report/index.ts';
import type { ReleaseRequest, Runtime } from './request.ts';
import type { ReleaseReport } from './result.ts';
import { cleanData, cleanLines, cleanText, disarm, formatJson, listSecrets } from './text.ts';
import { parseWords } from './words.ts';

const info = (text: string): void => core.info(disarm(text));
const logger: Logger = {
  progress: (message) => info(cleanText(message)),
  warn: (message) => core.warning(disarm(cleanText(message))),
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
  const read = addToken(parseEnvironment(process.env, homedir()), secretText('github-token'));
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
      allowDirty: readFlag('allow-dirty', false),
      verify: readFlag('verify', true),
      vendor: readFlag('vendor', true),
      mirrors: parseMirrors(parseWords(mirrors)),
      requireHelm: readFlag('require-helm', true),
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

function annotate(report: ReleaseReport): void {
  const { releases, findings: ofAll } = cleanData(report, cleanLines);
  const { trees, shared } = tellFindings(releases, ofAll);
  const common = { about: 'all stacks', findings: shared };
  for (const { about, findings } of [...trees.map((tree) => ({ ...tree, about: tree.lines[0]?.stack })), common]) {
    for (const { finding, lines } of findings) {
      const { code, message, file, line, column } = finding;
      const verdict = shownVerdict(finding);
      if (verdict === 'ok') continue;
      const show = verdict === 'refuse' ? core.error : core.warning;
      show(disarm(message), {
        title: `${lines || about}: ${code}`,
        ...(file !== undefined && { file }),
        ...(line !== undefined && { startLine: line }),
        ...(column !== undefined && { startColumn: column }),
      });
    }
  }
  for (const { stack, error } of releases) if (error !== undefined) core.error(disarm(error.message), { title: `${stack}: ${error.code}` });
}

/** With `id-token: write` the job has an identity to sign with. A release that is not attested is a release all the same. */
async function attestReleases(report: ReleaseReport, runtime: Runtime): Promise<void> {
  const token = runtime.github?.token;
  if (!process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] || token === undefined) return;
  // A file of its own: what signs is larger than all else, and seldom wanted.
  const { attest, listPresent, listSubjects }: typeof import('./attest.ts') = await import(new URL('./attest.js', import.meta.url).href);
  try {
    const left = await findUnattested(listPresent(report, process.env['GITHUB_SHA']), runtime);
    const subjects = [...listSubjects(report), ...left];
    if (subjects.length === 0) return;
    await attest(subjects, token);
    for (const { name, digest } of subjects) info(`attested ${name}@sha256:${digest.sha256}`);
  } catch (error) {
    logger.warn(
      `the releases are published, and not attested: ${messageOf(error)}; the job needs the permissions id-token: write and attestations: write`,
    );
  }
}

async function findUnattested(subjects: readonly Subject[], runtime: Runtime): Promise<readonly Subject[]> {
  if (subjects.length === 0) return [];
  const [owner = '', repository = ''] = process.env['GITHUB_REPOSITORY']?.split('/') ?? [];
  const { apiUrl, token } = runtime.github ?? {};
  const github = openRepository({ owner, repository }, { network: createNetwork(runtime), apiUrl, token });
  const isAttested = await Promise.all(subjects.map(({ digest }) => github.hasAttestation(`sha256:${digest.sha256}`)));
  return subjects.filter((_, index) => !isAttested[index]);
}

async function writeOutputs(report: ReleaseReport): Promise<void> {
  core.setOutput('releases', formatJson(report));
  core.setOutput('released', String(isReleased(report.releases)));
  core.setOutput('pending', String(isPending(report.releases)));
  core.setOutput('matrix', formatJson(createMatrix(report)));
  // Act and older servers have no summary file.
  if (process.env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(formatSummary(report)).write();
}

async function run(): Promise<void> {
  try {
    const { request, runtime, dryRun } = readInputs();
    const report = dryRun ? await plan(request, runtime) : await release(request, runtime);
    annotate(report);
    if (!dryRun) await attestReleases(report, runtime);
    info(formatRelease(report, false));
    await writeOutputs(report);
    if (exitCode(report) === 1) core.setFailed('not every cluster stack could be released; the annotations and the summary say why');
  } catch (error) {
    const { code, message } = describeError(error);
    await writeOutputs({ schemaVersion: 1, releases: [], error: { code, message } });
    core.setFailed(disarm(cleanText(message)));
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
