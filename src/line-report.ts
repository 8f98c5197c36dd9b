import type { ErrorReport } from './errors.ts';
import type { Finding } from './finding.ts';
import { formatArtifact } from './publish/index.ts';
import type { Decision, ReleaseContent } from './release/index.ts';
import type { Action, LineReport, ReleaseReport, TargetReport } from './result.ts';
import { nameOfLine, type StackSource } from './stack/index.ts';
import { formatKubernetesVersion, formatVersion } from './version/index.ts';

/** A line before anything is decided about it. */
export type KnownLine = Pick<LineReport, 'stack' | 'directory' | 'kubernetes'>;

export function describeSource(source: StackSource): KnownLine {
  const { config, directory } = source;
  return { stack: nameOfLine(source), directory, ...(config && { kubernetes: formatKubernetesVersion(config.kubernetes) }) };
}

/** A line that got no further: refused by its findings, or stopped by an error. */
export function reportStopped(known: KnownLine, findings: readonly Finding[], error?: ErrorReport): LineReport {
  const action = error === undefined ? 'refused' : 'failed';
  return { ...known, action, changed: [], assets: [], targets: [], findings, ...(error && { error }) };
}

/** A line's release as it was decided. */
export function reportDecision(
  known: KnownLine,
  decision: Decision,
  findings: readonly Finding[],
  action: Action,
  more: Partial<LineReport> = {},
): LineReport {
  const { kind, content, previous } = decision;
  return reportContent(known, content, findings, action, {
    ...(previous && { previous: formatVersion(previous) }),
    ...(kind === 'new' ? { changed: decision.changed } : { digest: decision.published.digest }),
    ...more,
  });
}

/** A release by its content: name, version, files and the digest that it has in registries. */
export function reportContent(
  known: KnownLine,
  content: ReleaseContent,
  findings: readonly Finding[],
  action: Action,
  more: Partial<LineReport> = {},
): LineReport {
  return {
    ...known,
    release: content.name,
    version: formatVersion(content.versions.clusterStack),
    action,
    changed: [],
    assets: content.assets.map(({ name, digest, bytes }) => ({ name, digest, size: bytes.length })),
    digest: formatArtifact(content).manifest.descriptor.digest,
    targets: [],
    findings,
    ...more,
  };
}

/** The outcome of a publication; the line fails where one of its targets does. */
export function describePublication(targets: readonly TargetReport[]): Partial<LineReport> {
  // The published one counts: the same content may be there under another `hashes.json`.
  const digest = targets.find(({ result }) => result === 'present')?.digest;
  return { ...(digest !== undefined && { digest }), targets, ...describeFailures(targets) };
}

/** A line's error where targets failed. */
export function describeFailures(targets: readonly TargetReport[]): Partial<LineReport> {
  const failures = targets.flatMap(({ url, error }) => (error === undefined ? [] : [{ url, error }]));
  const [first] = failures;
  if (first === undefined) return {};
  // A single target's own code says more than that a target failed.
  const code = targets.length === 1 ? first.error.code : 'target-failed';
  return { action: 'failed', error: { code, message: failures.map(({ url, error }) => `${url}: ${error.message}`).join('\n') } };
}

/** Why a plan can no longer be carried out; undefined where what would be released now is what it says. */
export function findOutdated(planned: ReleaseReport, now: LineReport): ErrorReport | undefined {
  const before = planned.releases.find(({ stack }) => stack === now.stack);
  if (before?.release === now.release && before?.digest === now.digest) return undefined;
  const then = before?.release === undefined ? 'no release of this line' : `${before.release} (${before.digest})`;
  const message = `the plan is for ${then}, and now it would be ${now.release} (${now.digest}): the stack or its releases have changed since, so plan again`;
  return { code: 'plan-outdated', message };
}
