import type { ErrorReport } from '../errors.ts';
import type { ReleaseReport } from '../result.ts';

/** Flags of the CLI that the Action has an input for, and how that is written where no value follows. */
export const INPUTS: ReadonlyMap<string, string> = new Map([
  ['--after-revert', 'after-revert: true'],
  ['--allow-dirty', 'allow-dirty: true'],
  ['--auth-file', 'auth-file'],
  ['--channel', 'channel'],
  ['--cluster-addon-version', 'cluster-addon-version'],
  ['--cluster-stack-version', 'cluster-stack-version'],
  ['--dry-run', 'dry-run: true'],
  ['--insecure-credentials', 'insecure-credentials: true'],
  ['--knowledge', 'knowledge'],
  ['--kubernetes', 'kubernetes'],
  ['--mirror', 'mirrors'],
  ['--mode', 'mode'],
  ['--no-effects', 'effects: false'],
  ['--no-vendor', 'vendor: false'],
  ['--node-image-version', 'node-image-version'],
  ['--output', 'output'],
  ['--plain-http', 'plain-http'],
  ['--require-helm', 'require-helm: true'],
  ['--source', 'source'],
  ['--target', 'targets'],
  ['--username', 'username'],
  ['--verify', 'verify'],
  ['--wait', 'wait'],
]);

/** Commands of others, up to where a message goes on, have flags of their own. */
const FOREIGN = /\b(?:helm|git|docker|podman) [a-z]+ [^,;]*/;
const FLAG = new RegExp(`${FOREIGN.source}|(?<![\\w-])(--[a-z][a-z-]*)(?:[ =]("(?:[^"\\\\]|\\\\.)*"|[^\\s,;)"]+))?`, 'g');
/** Of the words after a flag, those that stand for a value: quoted, HOST, a URL, a version, or what a flag chooses from. */
const VALUE = /^"|[A-Z\d:/]|^(?:true|false|stable|hash|custom)\b/;

/** A message in the words of the Action's inputs: `--mode custom` as `mode: custom`. */
export function sayInputs(message: string): string {
  return message.replaceAll(FLAG, (all: string, flag: string | undefined, next: string | undefined) => {
    const input = INPUTS.get(flag ?? '');
    if (input === undefined) return all;
    if (input.includes(':')) return next === undefined ? input : `${input} ${next}`;
    if (next === undefined) return `the input ${input}`;
    return VALUE.test(next) ? `${input}: ${next}` : `the input ${input} ${next}`;
  });
}

/** All messages of a report in those words. */
export function sayInputsIn(report: ReleaseReport): ReleaseReport {
  const { error, findings, releases } = report;
  return {
    ...report,
    ...(error && { error: sayIn(error) }),
    ...(findings && { findings: findings.map(sayIn) }),
    releases: releases.map((line) => ({
      ...line,
      findings: line.findings.map(sayIn),
      targets: line.targets.map((target) => ({ ...target, ...(target.error && { error: sayIn(target.error) }) })),
      ...(line.error && { error: sayIn(line.error) }),
    })),
  };
}

function sayIn<Said extends Pick<ErrorReport, 'message'>>(said: Said): Said {
  return { ...said, message: sayInputs(said.message) };
}
