import type { ReadingOptions } from '../../lifecycle/index.ts';
import type { Runtime } from '../../request.ts';
import { isStack } from '../../stack/index.ts';
import { openTargets, readCheckOptions } from './requests.ts';
import { openSources } from './sources.ts';
import type { CommandLine, Surroundings } from './verb.ts';

/**
 * How releases and stacks' directories are read that a command line names. Where all are stacks, no source is asked unless
 * releases are looked for as well.
 * @throws ReleaseError `usage`
 */
export function openSubjects(
  line: CommandLine,
  surroundings: Surroundings,
  words: readonly string[],
  looksForReleases = false,
): { readonly reading: ReadingOptions; readonly runtime: Runtime } {
  const references = words.filter((word) => !isStack(word));
  const { kubernetes, channel } = line;
  const options = { ...readCheckOptions(line), kubernetes, channel };
  if (references.length === 0 && !looksForReleases)
    return { reading: { ...options, source: '' }, runtime: openTargets(line, surroundings, []).runtime };
  const { source, runtime } = openSources(line, surroundings, references);
  return { reading: { ...options, source }, runtime };
}
