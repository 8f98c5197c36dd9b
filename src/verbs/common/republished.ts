import { ReleaseError } from '../../errors.ts';
import type { RepublishRequest } from '../../lifecycle/index.ts';
import type { Runtime } from '../../request.ts';
import { readCheckOptions } from './requests.ts';
import { openSources } from './sources.ts';
import type { CommandLine, Surroundings } from './verb.ts';

/** What `revert` and `promote` are asked for. */
export function readRepublish(
  line: CommandLine,
  surroundings: Surroundings,
): { readonly request: RepublishRequest; readonly runtime: Runtime } {
  const { words, targets, output } = line;
  const [reference, ...more] = words;
  if (reference === undefined || more.length > 0) throw new ReleaseError('usage', 'name one release');
  const { source, runtime } = openSources(line, surroundings, [reference], targets);
  return { request: { reference, source, targets, output, ...readCheckOptions(line), verify: line.verify !== 'false' }, runtime };
}
