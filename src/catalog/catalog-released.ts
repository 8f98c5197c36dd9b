import { ReleaseError } from '../errors.ts';
import type { ReleaseRequest, Runtime } from '../request.ts';
import { formatCatalog } from './format-catalog.ts';
import { writeCatalog } from './write-catalog.ts';

/**
 * Writes the site of what a release has just published, and tells what became of it.
 * @throws ReleaseError as writing a site does
 */
export async function catalogReleased(
  output: string,
  { source, targets, knowledge, requireHelm }: ReleaseRequest,
  runtime: Runtime,
): Promise<string> {
  const from = source ?? targets[0];
  if (from === undefined) throw new ReleaseError('usage', 'there is no source to read releases from');
  const none = { title: undefined, url: undefined, releases: undefined };
  return formatCatalog(await writeCatalog({ sources: [from], output, knowledge, requireHelm, ...none }, runtime));
}
