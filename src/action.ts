import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import * as core from '@actions/core';
import { describeError, messageOf, ReleaseError } from './errors.ts';
import { shownVerdict } from './finding.ts';
import type { Logger } from './logger.ts';
import { addLogin, chooseTargets, createRuntime, parseEnvironment, parseMirrors, parseMode, parseToday } from './options/index.ts';
import { exitCode } from './outcome.ts';
import { plan, release } from './release.ts';
import { createMatrix, formatRelease, formatSummary, isPending, isReleased, tellFindings } from './report/index.ts';
import type { ReleaseRequest, Runtime } from './request.ts';
import type { ReleaseReport } from './result.ts';
import { cleanData, cleanLines, cleanText, disarm, formatJson, listSecrets } from './text.ts';
import { refusePlatform } from './tool.ts';
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

/** Inputs whose URLs may hold a password. */
const WITH_URLS = ['targets', 'source', 'mirrors'];

function readInputs(): Inputs {
  const text = (name: string) => core.getInput(name) || undefined;
  const words = (name: string) => parseWords(core.getInput(name));
  const password = text('password');
  const token = text('github-token');
  for (const secret of [
    password,
    token,
    process.env['GITHUB_TOKEN'],
    process.env['GH_TOKEN'],
    process.env['OCI_PASSWORD'],
    process.env['OCI_ACCESS_TOKEN'],
    ...WITH_URLS.flatMap((name) => listSecrets(core.getInput(name))),
    ...['HTTP_PROXY', 'HTTPS_PROXY'].flatMap((name) => [name, name.toLowerCase()]).flatMap((name) => listSecrets(process.env[name] ?? '')),
  ])
    if (secret) core.setSecret(secret);
  const environment = parseEnvironment({ ...process.env, ...(token && { GITHUB_TOKEN: token }) }, homedir());
  const fromEnvironment = environment.registry?.credentials;
  // csctl's token is sent in another spelling than it was given, which must not be shown either.
  if (fromEnvironment?.kind === 'bearer') core.setSecret(fromEnvironment.token);
  for (const warning of environment.warnings) logger.warn(warning);

  const dryRun = readFlag('dry-run', false);
  const targets = chooseTargets(environment, words('targets'));
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
      source: text('source'),
      knowledge: words('knowledge'),
      allowDirty: readFlag('allow-dirty', false),
      verify: readFlag('verify', true),
      vendor: readFlag('vendor', true),
      mirrors: parseMirrors(words('mirrors')),
      requireHelm: readFlag('require-helm', true),
    },
    runtime: createRuntime(addLogin(environment, targets, text('username'), password), logger, parseToday(undefined, new Date())),
  };
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
async function attestReleases(report: ReleaseReport, token: string | undefined): Promise<void> {
  if (!process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] || token === undefined) return;
  // A file of its own: what signs is larger than all else, and seldom wanted.
  const { attest, listSubjects }: typeof import('./attest.ts') = await import(new URL('./attest.js', import.meta.url).href);
  const subjects = listSubjects(report);
  if (subjects.length === 0) return;
  try {
    await attest(subjects, token);
    for (const { name, digest } of subjects) info(`attested ${name}@sha256:${digest.sha256}`);
  } catch (error) {
    logger.warn(
      `the releases are published, and not attested: ${messageOf(error)}; the job needs the permissions id-token: write and attestations: write`,
    );
  }
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
    const refusal = refusePlatform(process.platform);
    if (refusal !== undefined) throw new ReleaseError('usage', `${refusal}; in a workflow: runs-on: ubuntu-latest`);
    const { request, runtime, dryRun } = readInputs();
    const report = dryRun ? await plan(request, runtime) : await release(request, runtime);
    annotate(report);
    if (!dryRun) await attestReleases(report, runtime.github?.token);
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
