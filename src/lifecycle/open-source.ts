import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ReleaseError } from '../errors.ts';
import { openTarget } from '../publish/index.ts';
import { openReleaseFolder, type ReleaseSource } from '../release/index.ts';
import type { Runtime } from '../request.ts';

/** Whether a word is the URL of a source, and not a folder. */
export function isSourceUrl(word: string): boolean {
  return /^(?:oci:\/\/|oci-layout:|oci-archive:|github:)/.test(word);
}

/** Whether a source needs the network. */
export function isRemote(source: string): boolean {
  return /^(?:oci:\/\/|github:)/.test(source);
}

/**
 * Opens where releases are read from: a target's URL, or a folder with releases. Asks nothing of it yet.
 * @throws ReleaseError `invalid-target`
 */
export function openSource(source: string, runtime: Runtime): ReleaseSource {
  // No folder has such a name: a URL of another kind is refused there, with the one that is meant.
  if (isSourceUrl(source) || /^[a-z][a-z0-9+.-]*:\/\//i.test(source)) return openTarget(source, runtime);
  if (existsSync(join(source, 'oci-layout')))
    throw new ReleaseError('invalid-target', `${source} is an OCI layout; write oci-layout:${source}`);
  return openReleaseFolder(source);
}

/** Opens sources, the same one for the same words, so that its list is read once. */
export function createOpener(runtime: Runtime): (source: string) => ReleaseSource {
  const sources = new Map<string, ReleaseSource>();
  return (word) => {
    const source = sources.get(word) ?? openSource(word, runtime);
    sources.set(word, source);
    return source;
  };
}
