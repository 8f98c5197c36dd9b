import { ReleaseError } from '../../errors.ts';
import { isRemote, parseReference } from '../../lifecycle/index.ts';
import { parseEnvironment } from '../../options/index.ts';
import type { Runtime } from '../../request.ts';
import { openTargets } from './requests.ts';
import type { CommandLine, Surroundings } from './verb.ts';

interface Sources {
  readonly source: string;
  readonly runtime: Runtime;
}

/**
 * Where releases are that are named alone, and what is needed to reach that and what references name.
 * @throws ReleaseError `usage`: also for a source that needs the network, where none may be used
 */
export function openSources(line: CommandLine, surroundings: Surroundings, references: readonly string[]): Sources {
  const source = findSource(line, surroundings);
  const named = references.map((word) => parseReference(word, source)).flatMap((one) => (one.kind === 'folder' ? [] : one.source));
  return { source, runtime: reach(line, surroundings, named.length > 0 ? [...new Set(named)] : [source]) };
}

/**
 * The one source that a command line names, as its word or with `--source`.
 * @throws ReleaseError `usage`, as above
 */
export function openSource(line: CommandLine, surroundings: Surroundings): Sources {
  const [word] = line.words;
  if (word !== undefined && line.source !== undefined && word !== line.source) {
    throw new ReleaseError('usage', `the source is ${word}, and --source says ${line.source}; leave out one of them`);
  }
  const source = word ?? findSource(line, surroundings);
  return { source, runtime: reach(line, surroundings, [source]) };
}

/**
 * The sources that a command line names, as its words, or else the one of `--source`.
 * @throws ReleaseError `usage`, as above
 */
export function openEachSource(
  line: CommandLine,
  surroundings: Surroundings,
): { readonly sources: readonly string[]; readonly runtime: Runtime } {
  const sources = line.words.length > 0 ? [...new Set(line.words)] : [findSource(line, surroundings)];
  return { sources, runtime: reach(line, surroundings, sources) };
}

function findSource(line: CommandLine, { variables, home }: Surroundings): string {
  return line.source ?? parseEnvironment(variables, home).target ?? 'oci-layout:.release/oci';
}

function reach(line: CommandLine, surroundings: Surroundings, sources: readonly string[]): Runtime {
  const { targets, runtime } = openTargets(line, surroundings, sources);
  const remote = targets.find((url) => isRemote(url));
  if (line.offline && remote !== undefined) {
    throw new ReleaseError('usage', `${remote} needs the network; leave out --offline, or name an oci-layout:DIRECTORY or a folder`);
  }
  return runtime;
}
