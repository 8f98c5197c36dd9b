import { ReleaseError } from '../../errors.ts';
import type { RepublishReport, RepublishRequest } from '../../lifecycle/index.ts';
import type { Runtime } from '../../request.ts';
import { readCheckOptions } from './requests.ts';
import { openSources } from './sources.ts';
import { type CommandLine, printJson, type Surroundings } from './verb.ts';

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

/** How they show what became of it. */
export async function showRepublished(report: RepublishReport, { json }: CommandLine, color: boolean): Promise<string> {
  return json ? printJson(report) : (await import('../../report/index.ts')).formatRepublished(report, color);
}
