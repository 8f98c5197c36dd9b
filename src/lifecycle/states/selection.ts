import {
  channelOf,
  compareVersions,
  formatLine,
  isSameSeries,
  type Line,
  parseLine,
  parseReleaseName,
  type ReleaseName,
} from '../../version/index.ts';

/** Some releases of one line. */
export interface Selection {
  readonly line: Line;
  /** Undefined for all of the line. */
  readonly range: { readonly first: ReleaseName['version']; readonly last: ReleaseName['version'] } | undefined;
}

/** Reads a release, a line (all its releases), or `A..B`, two releases of a line and all between; undefined when it is none of them. */
export function parseSelection(text: string): Selection | undefined {
  const [from = '', to = from, ...rest] = text.split('..');
  const [first, last] = [parseReleaseName(from), parseReleaseName(to)];
  if (rest.length > 0) return undefined;
  if (first === undefined && text === from) {
    const line = parseLine(text);
    return line && { line, range: undefined };
  }
  if (first === undefined || last === undefined || !isSameSeries(first, last)) return undefined;
  if (compareVersions(first.version, last.version) > 0) return undefined;
  return { line: first.line, range: { first: first.version, last: last.version } };
}

export function isSelected({ line, range }: Selection, release: ReleaseName): boolean {
  if (formatLine(line) !== formatLine(release.line)) return false;
  if (range === undefined) return true;
  const { first, last } = range;
  if (channelOf(first) !== channelOf(release.version)) return false;
  return compareVersions(first, release.version) <= 0 && compareVersions(release.version, last) <= 0;
}
