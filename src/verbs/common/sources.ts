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
 * @param others URLs that are reached as well
 * @throws ReleaseError `usage`: also for a source that needs the network, where none may be used
 */
export function openSources(
  line: CommandLine,
  surroundings: Surroundings,
  references: readonly string[],
  others: readonly string[] = [],
): Sources {
  const source = findSource(line, surroundings);
  const named = references.map((word) => parseReference(word, source)).flatMap((one) => (one.kind === 'folder' ? [] : one.source));
  const reached = new Set([...(named.length > 0 ? named : [source]), ...others]);
  return { source, runtime: reach(line, surroundings, [...reached]) };
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
  requireReachable(line, targets);
  return runtime;
}

function requireReachable({ offline }: CommandLine, urls: readonly string[]): void {
  const remote = urls.find(isRemote);
  if (!offline || remote === undefined) return;
  throw new ReleaseError('usage', `${remote} needs the network; leave out --offline, or name an oci-layout:DIRECTORY or a folder`);
}

/**
 * Sources that are named as words, and what is needed to reach them; without any, the one of --source.
 * @throws ReleaseError `usage`: also for a source that needs the network, where none may be used
 */
export function openFolders(
  line: CommandLine,
  surroundings: Surroundings,
  words: readonly string[],
): { readonly sources: readonly string[]; readonly runtime: Runtime } {
  const sources = words.length > 0 ? words : [findSource(line, surroundings)];
  const { runtime } = openTargets(line, surroundings, sources.filter(isRemote));
  requireReachable(line, sources);
  return { sources, runtime };
}

/** What a run needs that reads no source. */
export function openNowhere(
  line: CommandLine,
  surroundings: Surroundings,
): { readonly sources: readonly string[]; readonly runtime: Runtime } {
  return { sources: [], runtime: openTargets(line, surroundings, []).runtime };
}
