import { parseSemver, type Semver } from './constraint.ts';

/** One version with all three numbers, `1.17.4`; undefined for a range, which `1.17` is to Helm. */
export function parseExactVersion(text: string): Semver | undefined {
  return /^v?\d+\.\d+\.\d+/.test(text) ? parseSemver(text) : undefined;
}

export function isExactVersion(text: string): boolean {
  return parseExactVersion(text) !== undefined;
}
