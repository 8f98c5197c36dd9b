/** The parts of a version that have a say in its order; metadata (`+k3s1`) has none. */
export interface Semver {
  /** Major, minor, patch: 64 bits wide in Go, so no JavaScript numbers. */
  readonly release: readonly [bigint, bigint, bigint];
  /** `rc.1`; empty for a release. */
  readonly prerelease: string;
}

/** A version meets a constraint when it meets every comparison of one of the alternatives. */
export interface Constraint {
  readonly alternatives: readonly (readonly Comparison[])[];
}

interface Comparison {
  readonly operator: Operator;
  /** The constraint's version, with 0 for all that is missing or a wildcard. */
  readonly bound: Semver;
  /** How many numbers stand before the first wildcard or the end: `1.30.x` has 2, `*` has none. */
  readonly written: number;
  /** The constraint's metadata, `build.2`; empty for none. Only dependencies are held to it. */
  readonly build: string;
}

type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';

const OPERATORS: Readonly<Record<string, Operator>> = {
  '': '=',
  '=': '=',
  '!=': '!=',
  '>': '>',
  '<': '<',
  '>=': '>=',
  '=>': '>=',
  '<=': '<=',
  '=<': '<=',
  '~': '~',
  '~>': '~',
  '^': '^',
};

/** The characters of Go's `\s`; JavaScript's has more. */
const BLANK = '[\\t\\n\\f\\r ]';
const SUFFIX = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
/** Masterminds lets the bar stand in numbers. No such number is valid, but `1 - 2||3` ends a range at `2||3`. */
const NUMBER = '[0-9xX*|]+';
const BOUND = `v?${NUMBER}(?:\\.${NUMBER}){0,2}(?:-${SUFFIX})?(?:\\+${SUFFIX})?`;

const VERSION_PATTERN = new RegExp(`^v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(?:-(${SUFFIX}))?(?:\\+${SUFFIX})?$`);
const COMPARISON_PATTERN = new RegExp(`^([=!<>~^]*)v?(${NUMBER}(?:\\.${NUMBER}){0,2})(-${SUFFIX})?(?:\\+(${SUFFIX}))?$`);
const RANGE_PATTERN = new RegExp(`${BLANK}*(${BOUND})${BLANK}+-${BLANK}+(${BOUND})${BLANK}*`, 'g');
const BLANKS_PATTERN = new RegExp(`${BLANK}+`);
const BLANKS_AFTER_OPERATOR = new RegExp(`([=<>~^])${BLANK}+(?=[v0-9xX*|])`, 'g');

const LARGEST_NUMBER = 2n ** 64n - 1n;
/** Longer than any constraint or version, and short enough for a regular expression. */
const LONGEST_CONSTRAINT = 4096;

/**
 * Reads a version constraint, a chart's `kubeVersion` for instance, as Helm 3.19 does; undefined for a malformed one.
 * The empty one is malformed, too: Helm never reads it.
 * Source: `NewConstraint` in https://github.com/Masterminds/semver/blob/v3.4.0/constraints.go
 */
export function parseConstraint(text: string): Constraint | undefined {
  if (text.length > LONGEST_CONSTRAINT) return undefined;
  // A range is replaced together with the blanks around it, hence `1 2 - 3` is malformed and `1 - 2 3` is not.
  const withoutRanges = text.replace(RANGE_PATTERN, '>= $1, <= $2 ');
  const alternatives = mapDefined(withoutRanges.split('||'), parseAlternative);
  return alternatives && { alternatives };
}

/** Whether a version, as `parseSemver` reads it, meets the constraint; one that cannot be read meets none. */
export function acceptsVersion(constraint: Constraint, version: string): boolean {
  const parsed = parseSemver(version);
  return parsed !== undefined && constraint.alternatives.some((comparisons) => meetsAll(comparisons, parsed));
}

/**
 * Whether a chart of this version is what a dependency asks for. One without a version is not asked about it. To Helm
 * `1.0.0+build.1` is as good as `1.0.0+build.2`; here an exact version that names a build means that build, since the
 * two have other content. Ranges choose as Helm does.
 */
export function acceptsDependency({ version: wanted }: { readonly version: string }, version: string): boolean {
  if (wanted === '' || wanted === version) return true;
  const constraint = parseConstraint(wanted);
  const parsed = parseSemver(version);
  if (constraint === undefined || parsed === undefined) return false;
  const build = buildOf(version);
  const meetsBuild = (comparison: Comparison) => !pinsBuild(comparison) || comparison.build === build;
  return constraint.alternatives.some((comparisons) => meetsAll(comparisons, parsed) && comparisons.every(meetsBuild));
}

function pinsBuild({ operator, written, build }: Comparison): boolean {
  return operator === '=' && written === 3 && build !== '';
}

/** The build metadata, after the `+` of a version; empty without any. */
function buildOf(version: string): string {
  return /\+(.*)$/.exec(version)?.[1] ?? '';
}

/**
 * Reads a version leniently: `v` in front, leading zeros and a missing minor or patch are fine, blanks are not.
 * Source: `NewVersion` in https://github.com/Masterminds/semver/blob/v3.4.0/version.go
 */
export function parseSemver(text: string): Semver | undefined {
  if (text.length > LONGEST_CONSTRAINT) return undefined;
  const match = VERSION_PATTERN.exec(text);
  if (match === null) return undefined;
  const [, major = '0', minor = '0', patch = '0', prerelease = ''] = match;
  const release = [BigInt(major), BigInt(minor), BigInt(patch)] as const;
  if (release.some((number) => number > LARGEST_NUMBER)) return undefined;
  if (prerelease.split('.').some((part) => /^0[0-9]+$/.test(part))) return undefined;
  return { release, prerelease };
}

/** Negative when a comes before b. Source: https://semver.org/#spec-item-11 */
export function compareSemver(a: Semver, b: Semver): number {
  return compareReleases(a, b, 3) || comparePrereleases(a.prerelease, b.prerelease);
}

/** The same of what `parseSemver` reads. What is no version is older than all. */
export function compareSemverTexts(a: string, b: string): number {
  const [left, right] = [parseSemver(a), parseSemver(b)];
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  return compareSemver(left, right);
}

/** Compares the first of the three numbers only, as many as `count` says. */
function compareReleases(a: Semver, b: Semver, count: number): number {
  const orders = a.release.slice(0, count).map((number, index) => compare(number, b.release[index] ?? 0n));
  return orders.find((order) => order !== 0) ?? 0;
}

function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  // A release comes after all its prereleases.
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const [left, right] = [a.split('.'), b.split('.')];
  const index = left.findIndex((part, at) => part !== right[at]);
  return index === -1 ? -1 : compareParts(left[index] ?? '', right[index]);
}

/** Nothing comes before numbers, and numbers before words. A number too long for Go's 64 bits is a word. */
function compareParts(a: string, b: string | undefined): number {
  if (b === undefined) return 1;
  const [left, right] = [parseNumber(a), parseNumber(b)];
  if (left === undefined) return right === undefined ? compare(a, b) : 1;
  return right === undefined ? -1 : compare(left, right);
}

function parseNumber(text: string): bigint | undefined {
  const number = /^[0-9]+$/.test(text) ? BigInt(text) : undefined;
  return number === undefined || number > LARGEST_NUMBER ? undefined : number;
}

function compare<T extends bigint | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Comparisons with a comma or blanks between them: all must hold. */
function parseAlternative(text: string): readonly Comparison[] | undefined {
  return mapDefined(text.replace(BLANKS_AFTER_OPERATOR, '$1').split(','), parseGroup)?.flat();
}

function parseGroup(text: string): readonly Comparison[] | undefined {
  const words = text.split(BLANKS_PATTERN).filter((word) => word !== '');
  return words.length === 0 ? undefined : mapDefined(words, parseComparison);
}

function parseComparison(text: string): Comparison | undefined {
  const [, sign = '', numbers = '', prerelease = '', build = ''] = COMPARISON_PATTERN.exec(text) ?? [];
  const operator = OPERATORS[sign];
  const parts = numbers.split('.');
  const wildcard = parts.findIndex((part) => /^[xX*]$/.test(part));
  // Everything after a wildcard is ignored, but for the prerelease.
  const known = wildcard === -1 ? parts : parts.slice(0, wildcard);
  const bound = parseSemver(`${known.join('.') || '0'}${prerelease}`);
  return operator && numbers && bound ? { operator, bound, written: known.length, build } : undefined;
}

/** The parsed items, or undefined when one cannot be parsed. */
function mapDefined<T>(texts: readonly string[], parse: (text: string) => T | undefined): readonly T[] | undefined {
  const items = texts.map(parse).filter((item) => item !== undefined);
  return items.length === texts.length ? items : undefined;
}

/** Prereleases are only let in where one of the comparisons names a prerelease, whichever it is. */
function meetsAll(comparisons: readonly Comparison[], version: Semver): boolean {
  const admitted = version.prerelease === '' || comparisons.some(({ bound }) => bound.prerelease !== '');
  return admitted && comparisons.every((comparison) => meets(comparison, version));
}

function meets(comparison: Comparison, version: Semver): boolean {
  const { operator, bound, written } = comparison;
  const order = compareSemver(version, bound);
  const orderAsWritten = compareReleases(version, bound, written);
  const isPartial = written === 1 || written === 2;
  switch (operator) {
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '>':
      return (isPartial ? orderAsWritten : order) > 0;
    case '<=':
      // `<=*` is read as `<=0.0`.
      if (written === 0) return compareReleases(version, bound, 2) <= 0;
      return (isPartial ? orderAsWritten : order) <= 0;
    case '=':
      return written === 3 ? order === 0 : order >= 0 && orderAsWritten === 0;
    case '!=':
      if (written === 2) return orderAsWritten !== 0 || version.prerelease !== bound.prerelease;
      return (isPartial ? orderAsWritten : order) !== 0;
    case '~':
      return order >= 0 && compareReleases(version, bound, fixedByTilde(comparison)) === 0;
    case '^':
      return order >= 0 && compareReleases(version, bound, fixedByCaret(comparison)) === 0;
  }
}

/** `~1.2.3` and `~1.2` stay in 1.2, `~1` in 1; `~0.0.0` and `~*` hold nothing fixed. */
function fixedByTilde({ bound, written }: Comparison): number {
  if (written === 3 && bound.release.every((number) => number === 0n)) return 0;
  return Math.min(written, 2);
}

/** All up to the first number that is not 0: `^1.2.3` stays in 1, `^0.2.3` in 0.2. `^*` is read as `^0.0.0`. */
function fixedByCaret({ bound: { release }, written }: Comparison): number {
  if (release[0] > 0n || written === 1) return 1;
  return release[1] > 0n || written === 2 ? 2 : 3;
}
