import { ReleaseError } from '../../errors.ts';
import { formatSuggestion } from '../../suggest.ts';
import { channelOf, formatLine, formatMinor, parseReleaseName, type ReleaseName } from '../../version/index.ts';

/** Which releases of a source are meant; all where nothing is said. */
export interface Selection {
  /** Releases and lines: `docker-scs-1-32-v4`, `docker-scs-1-32`. */
  readonly names: readonly string[];
  /** `docker-scs`, or `scs` for that of every provider. */
  readonly stacks: readonly string[];
  /** A minor, like 1.32. */
  readonly kubernetes: string | undefined;
  readonly channel: string | undefined;
}

/**
 * The releases among a source's names that are meant, sorted.
 * @throws ReleaseError `no-release` for one that is named and not there, and where none of several is meant
 */
export function selectNames(names: readonly string[], selection: Selection, url: string): readonly string[] {
  const releases = names.flatMap((name) => {
    const release = parseReleaseName(name);
    return release === undefined ? [] : [{ name, release, words: [name, formatLine(release.line)] }];
  });
  const known = [...new Set(releases.flatMap(({ words }) => words))];
  const missing = selection.names.find((word) => !known.includes(word));
  if (missing !== undefined) {
    throw new ReleaseError('no-release', `${url} has no release or line ${missing}${formatSuggestion(missing, known)}`);
  }
  const isNamed = (words: readonly string[]) => selection.names.length === 0 || words.some((word) => selection.names.includes(word));
  const selected = releases.flatMap(({ name, release, words }) => (isNamed(words) && fits(release, selection) ? [name] : [])).sort();
  if (selected.length > 0 || releases.length === 0) return selected;
  const lines = [...new Set(releases.map(({ release }) => formatLine(release.line)))].sort();
  throw new ReleaseError(
    'no-release',
    `none of the ${releases.length} releases at ${url} is of the stacks, the minor and the channel that are named; its lines are ${lines.join(', ')}`,
  );
}

function fits({ line, version }: ReleaseName, { stacks, kubernetes, channel }: Selection): boolean {
  const isStack = stacks.length === 0 || stacks.some((stack) => stack === line.name || stack === `${line.provider}-${line.name}`);
  const isMinor = kubernetes === undefined || kubernetes === formatMinor(line.kubernetes);
  return isStack && isMinor && (channel === undefined || channel === channelOf(version));
}
