import { formatMinor, isSameMinor, type KubernetesVersion, type Minor } from '../../../version/index.ts';
import type { KubernetesTable } from '../../knowledge/index.ts';
import { addMonths } from './months.ts';

/** A patch release of Kubernetes, and the day by which it was out. */
export interface PatchRelease {
  readonly version: KubernetesVersion;
  readonly date: string;
}

/** The known patches of a minor, newest first. */
export function listPatches(table: KubernetesTable, wanted: Minor): PatchRelease[] {
  return listReleases(table)
    .filter(({ version }) => isSameMinor(version, wanted))
    .sort((a, b) => b.version.patch - a.version.patch);
}

/** Whether no patch can be missing that has been out for a month. A minor whose support has ended gets no more. */
export function hasAllPatches({ endOfLife, asOf }: KubernetesTable, version: Minor, today: string): boolean {
  const end = endOfLife[formatMinor(version)];
  return (end !== undefined && end <= asOf) || today <= addMonths(asOf, 1);
}

/** By minor, newest first, the day by which its first release was out. */
export function listMinors(table: KubernetesTable): PatchRelease[] {
  const first = new Map<string, PatchRelease>();
  for (const release of listReleases(table)) {
    const key = formatMinor(release.version);
    const known = first.get(key);
    if (known === undefined || release.date < known.date) first.set(key, release);
  }
  return [...first.values()].sort((a, b) => b.version.major - a.version.major || b.version.minor - a.version.minor);
}

/** Those with a date, and the last ones of their minors: they were out when support ended, or soon after. */
function listReleases({ released, last, endOfLife }: KubernetesTable): PatchRelease[] {
  const ended = Object.entries(last).map(([minor, version]) => [version, endOfLife[minor] ?? ''] as const);
  return Object.entries({ ...Object.fromEntries(ended), ...released }).flatMap(([text, date]) => {
    const [major, minor, patch] = text.replace(/^v/, '').split('.').map(Number);
    if (major === undefined || minor === undefined || patch === undefined || date === '') return [];
    return [{ version: { major, minor, patch }, date }];
  });
}
