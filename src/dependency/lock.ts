import type { Place } from '../finding.ts';
import { createFinding, type Finding } from '../finding.ts';
import { getNode, getScalar, hasSyntaxError, parseYaml, placeOf, readItems, readMap } from '../yaml.ts';

export const LOCK_FILE = 'stack.lock.yaml';

/** A dependency with exactly one content. */
export interface LockedDependency {
  /** The addon's folder; empty for the one chart of a single-stage stack. */
  readonly addon: string;
  readonly name: string;
  readonly version: string;
  /** As Chart.yaml names it. */
  readonly repository: string;
  /** Of the archive, in hex. */
  readonly sha256: string;
}

export interface LockedLine {
  /** `v1.32.5` */
  readonly kubernetes: string;
  readonly dependencies: readonly (LockedDependency & { readonly place: Place })[];
}

/** A stack.lock.yaml: what the lines of a stack are made of, by line. */
export interface StackLock {
  readonly file: string;
  readonly lines: ReadonlyMap<string, LockedLine>;
}

/** Reads a lock. What it lacks is a finding: a lock that is half read would let other bytes through. */
export function parseLock(file: string, bytes: Buffer): { readonly lock?: StackLock; readonly findings: readonly Finding[] } {
  const yaml = parseYaml(file, bytes, { duplicateKeys: 'refuse' });
  const findings: Finding[] = [...yaml.findings];
  if (hasSyntaxError(yaml)) return { findings };
  const refuse = (message: string, node = yaml.root) =>
    findings.push(
      createFinding('refuse', 'lock-file', LOCK_FILE, `${message}; write it anew with: clusterstack update`, placeOf(yaml, node)),
    );
  const entries = readMap(getNode(yaml.root, 'lines'));
  if (getScalar(yaml, getNode(yaml.root, 'lockVersion'))?.source !== '1' || entries === undefined) {
    refuse('is no lock of this version of clusterstack');
    return { findings };
  }
  const lines = new Map<string, LockedLine>();
  for (const { key, keyNode, value } of entries) {
    const dependencies = (readMap(getNode(value, 'addons')) ?? []).flatMap(({ key: addon, value: items }) =>
      readItems(items).flatMap((item) => {
        const field = (name: string) => getScalar(yaml, getNode(item, name))?.source ?? '';
        const [name, version, repository, sha256] = ['name', 'version', 'repository', 'sha256'].map(field) as [
          string,
          string,
          string,
          string,
        ];
        if (name !== '' && version !== '' && /^[0-9a-f]{64}$/.test(sha256)) {
          return [{ addon: addon === '.' ? '' : addon, name, version, repository, sha256, place: placeOf(yaml, item) }];
        }
        refuse('has a dependency without name, version or sha256', item);
        return [];
      }),
    );
    const kubernetes = getScalar(yaml, getNode(value, 'kubernetes'))?.source ?? '';
    if (!/^v\d+\.\d+\.\d+$/.test(kubernetes)) refuse(`has no Kubernetes version for ${key}`, keyNode);
    lines.set(key, { kubernetes, dependencies });
  }
  return { findings, lock: { file, lines } };
}

/** The text of a lock: sorted, one dependency a line, so that a change of it reads well. */
export function formatLock(
  lines: ReadonlyMap<string, { readonly kubernetes: string; readonly dependencies: readonly LockedDependency[] }>,
): string {
  const out = ['# Written by clusterstack update: what each line is made of, to the byte. Keep it in git.', 'lockVersion: 1', 'lines:'];
  for (const [line, { kubernetes, dependencies }] of [...lines].sort(([a], [b]) => (a < b ? -1 : 1))) {
    out.push(`  ${line}:`, `    kubernetes: ${kubernetes}`);
    const addons = [...new Set(dependencies.map(({ addon }) => addon))].sort();
    if (addons.length > 0) out.push('    addons:');
    for (const addon of addons) {
      out.push(`      ${addon === '' ? '.' : addon}:`);
      for (const { name, version, repository, sha256 } of dependencies.filter((one) => one.addon === addon)) {
        out.push(
          `        - name: ${name}`,
          `          version: ${JSON.stringify(version)}`,
          `          repository: ${JSON.stringify(repository)}`,
          `          sha256: ${sha256}`,
        );
      }
    }
  }
  return `${out.join('\n')}\n`;
}
