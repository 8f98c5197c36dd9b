import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, ReleaseError } from '../errors.ts';
import { removeIfPossible } from '../files/index.ts';
import { writeNew } from './draft-release.ts';
import { TEMPORARY } from './remains.ts';

/** `.release/<release>.cdx.json` */
export function sbomFile(output: string, release: string): string {
  return join(output, `${release}.cdx.json`);
}

/**
 * Writes a release's SBOM beside its record, in place of an earlier one. It is no file of the release: nothing is published of it.
 * @throws ReleaseError `unwritable`
 */
export function writeSbom(output: string, release: string, sbom: string): void {
  const file = sbomFile(output, release);
  const draft = join(output, `${TEMPORARY}${release}-${randomUUID()}`);
  try {
    writeNew(draft, sbom);
    renameSync(draft, file);
  } catch (error) {
    removeIfPossible(draft);
    throw new ReleaseError('unwritable', `cannot write ${file}: ${messageOf(error)}`, { cause: error });
  }
}
