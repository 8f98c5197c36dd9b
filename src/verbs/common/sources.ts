import { ReleaseError } from '../../errors.ts';
import { isRemote, parseReference } from '../../lifecycle/index.ts';
import { parseEnvironment } from '../../options/index.ts';
import type { Runtime } from '../../request.ts';
import { openTargets } from './requests.ts';
import type { CommandLine, Surroundings } from './verb.ts';

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
): { readonly source: string; readonly runtime: Runtime } {
  const { variables, home } = surroundings;
  const source = line.source ?? parseEnvironment(variables, home).target ?? 'oci-layout:.release/oci';
  const named = references.map((word) => parseReference(word, source)).flatMap((one) => (one.kind === 'folder' ? [] : one.source));
  const reached = new Set([...(named.length > 0 ? named : [source]), ...others]);
  const { targets, runtime } = openTargets(line, surroundings, [...reached]);
  const remote = targets.find((url) => isRemote(url));
  if (line.offline && remote !== undefined) {
    throw new ReleaseError('usage', `${remote} needs the network; leave out --offline, or name an oci-layout:DIRECTORY or a folder`);
  }
  return { source, runtime };
}
