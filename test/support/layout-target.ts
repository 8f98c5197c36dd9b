import { join } from 'node:path';
import { openLayout } from '../../src/oci/index.ts';
import { formatArtifact, openTarget } from '../../src/publish/index.ts';
import type { ReleaseContent } from '../../src/release/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A layout that is not there yet: as a target, which `open` opens anew, and as what it is underneath. */
export function makeLayoutTarget() {
  const directory = join(temporaryDirectory(), 'oci');
  const url = `oci-layout:${directory}`;
  const open = () => openTarget(url, {});
  return { directory, url, store: openLayout(directory), open, target: open() };
}

/** The digest of a release's manifest, as OCI targets tell it. */
export function digestOfManifest(release: ReleaseContent): string {
  return formatArtifact(release).manifest.descriptor.digest;
}
