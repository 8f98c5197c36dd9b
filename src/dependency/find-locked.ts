import { join } from 'node:path';
import type { Dependency } from '../chart/index.ts';
import { createFinding, type Finding } from '../finding.ts';
import { LOCK_FILE, type Stack } from '../stack/index.ts';
import { formatKubernetesVersion, formatLine } from '../version/index.ts';
import type { LockedDependency, LockedLine, StackLock } from './lock.ts';
import { meets } from './resolve.ts';

const ADVICE = 'write a new lock with: clusterstack update';

/** The lock's part about a line as a whole: another Kubernetes version than its files, or nothing at all, is outdated. */
export function findLockedLine(stack: Stack, lock: StackLock): { readonly line?: LockedLine; readonly findings: readonly Finding[] } {
  const { config, directory } = stack;
  const name = formatLine(config.line);
  const line = lock.get(name);
  const refuse = (message: string, place = config.kubernetesPlace) =>
    createFinding('refuse', 'lock-outdated', name, `${message}; ${ADVICE}`, place);
  if (line === undefined) return { findings: [refuse(`${LOCK_FILE} does not know this line`, { file: join(directory, LOCK_FILE) })] };
  const kubernetes = formatKubernetesVersion(config.kubernetes);
  const differs = config.isPatchKnown && line.kubernetes !== kubernetes;
  return { line, findings: differs ? [refuse(`is for Kubernetes ${kubernetes}, and ${LOCK_FILE} holds ${line.kubernetes}`)] : [] };
}

/**
 * The lock's entry for a dependency; where it knows none, or another one, there is a finding.
 * @param url of its repository, as far as it is known here
 */
export function findLocked(
  line: LockedLine,
  folder: string,
  dependency: Dependency,
  url: string | undefined,
): { readonly locked?: LockedDependency; readonly finding?: Finding } {
  const { name, alias, version, place } = dependency;
  const locked = line.dependencies.find((one) => one.folder === folder && one.name === name && one.alias === alias);
  const refuse = (message: string) => ({
    ...(locked && { locked }),
    finding: createFinding('refuse', 'lock-outdated', name, `${message}; ${ADVICE}`, place),
  });
  if (locked === undefined) return refuse(`${LOCK_FILE} does not know this dependency of ${folder}`);
  if (url !== undefined && locked.repository !== url) return refuse(`is from ${url}, and ${LOCK_FILE} has it from ${locked.repository}`);
  if (!meets(locked.version, dependency))
    return refuse(`${version || 'no version'} is asked for, and ${LOCK_FILE} holds ${locked.version}`);
  return { locked };
}

/** Entries of a lock that charts of the line no longer ask for. */
export function findStale(line: LockedLine, used: ReadonlySet<LockedDependency>): Finding[] {
  return line.dependencies
    .filter((locked) => !used.has(locked))
    .map(({ name, folder, place }) =>
      createFinding('refuse', 'lock-outdated', name, `no dependency of ${folder} asks for it; ${ADVICE}`, place),
    );
}
