import { formatLine, parseReleaseName } from '../../version/index.ts';
import type { DatedState, ReleaseStates } from './model.ts';

/**
 * States of releases that are not among the names of a source, although their lines are: they may be misspelt, and then say nothing
 * of the release that was meant. Removed ones are gone.
 */
export function findUnlisted({ states }: ReleaseStates, names: readonly string[]): readonly DatedState[] {
  const lineOf = (name: string) => {
    const release = parseReleaseName(name);
    return release && formatLine(release.line);
  };
  const lines = new Set(names.map(lineOf));
  const known = new Set(names);
  return states.filter(({ name, release }) => name !== 'removed' && !known.has(release) && lines.has(lineOf(release)));
}
