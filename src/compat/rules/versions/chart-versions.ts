import { acceptsVersion, compareSemver, parseConstraint, parseSemver } from '../../../chart/index.ts';
import type { AddonTable, ChartVersions } from '../../knowledge/index.ts';

export function findChartVersions({ charts }: AddonTable, name: string): ChartVersions | undefined {
  return charts.find(({ chart }) => chart === name);
}

/** The contents of a chart's version, where they are known. */
export function findAppVersion(table: ChartVersions | undefined, version: string): string | undefined {
  const plain = version.replace(/^v/, '').replace(/\+.*$/, '');
  if (table === undefined) return undefined;
  if (Object.hasOwn(table.appVersions, plain)) return table.appVersions[plain];
  const { derived } = table;
  const constraint = derived && parseConstraint(derived.versions);
  const [major, minor, patch] = parseSemver(plain)?.release ?? [];
  if (derived === undefined || constraint === undefined || !acceptsVersion(constraint, `${major}.${minor}.${patch}`)) return undefined;
  return derived.appVersion.replaceAll('{major}', String(major)).replaceAll('{minor}', String(minor)).replaceAll('{patch}', String(patch));
}

/** The known versions that a constraint accepts, newest first; undefined for a constraint that Helm cannot read. */
export function findAccepted(table: ChartVersions | undefined, text: string): readonly string[] | undefined {
  // Helm reads a missing version as any.
  const constraint = parseConstraint(text === '' ? '*' : text);
  return constraint && listNewestFirst(table).filter((version) => acceptsVersion(constraint, version));
}

export function listNewestFirst(table: ChartVersions | undefined): readonly string[] {
  const parsed = Object.keys(table?.appVersions ?? {}).flatMap((version) => {
    const semver = parseSemver(version);
    return semver === undefined ? [] : [{ version, semver }];
  });
  return parsed.toSorted((a, b) => compareSemver(b.semver, a.semver)).map(({ version }) => version);
}
