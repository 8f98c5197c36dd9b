import { ReleaseError } from '../../errors.ts';
import { isRemote } from '../../lifecycle/index.ts';
import type { Runtime } from '../../request.ts';
import { openTargets } from './requests.ts';
import type { CommandLine, Surroundings } from './verb.ts';

/**
 * What is needed to reach several places. A user name is for the last registry among them, which is what is written to.
 * @throws ReleaseError `usage`: also for a place that needs the network, where none may be used
 */
export function openPlaces(line: CommandLine, surroundings: Surroundings, places: readonly string[]): Runtime {
  const remote = places.find(isRemote);
  if (line.offline && remote !== undefined)
    throw new ReleaseError('usage', `${remote} needs the network; leave out --offline, or name a layout or an archive`);
  const registry = places.findLast((place) => place.startsWith('oci://'));
  return openTargets(line, surroundings, [registry ?? places.at(-1) ?? '']).runtime;
}
